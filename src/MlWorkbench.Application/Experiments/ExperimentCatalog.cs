using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>Reads experiments.</summary>
public sealed class ExperimentCatalog(IDbContextFactory<WorkbenchDbContext> contexts)
{
    private static readonly ListOrders<Experiment, Guid> Orders = new ListOrders<Experiment, Guid>(experiment => experiment.Id)
        .By("created", experiment => experiment.CreatedAt)
        .By("name", experiment => experiment.Name, descending: false)
        .By("dataset", experiment => experiment.DatasetVersion!.Dataset!.Name, descending: false)
        .By("state", experiment => experiment.State.ToString(), descending: false);

    /// <summary>Sorts by <c>name</c>, <c>dataset</c>, <c>state</c> or <c>created</c> (the default). Searches names of experiments and datasets.</summary>
    public async Task<Page<ExperimentSummary>> ListAsync(Actor actor, ListQuery query, ExperimentState? state, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see experiments");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var experiments = db.Experiments.AsNoTracking().Where(experiment => experiment.ProjectId == actor.Project.Id && experiment.Spec != null);
        if (state is { } wanted)
        {
            experiments = experiments.Where(experiment => experiment.State == wanted);
        }

        if (query.Pattern is { } pattern)
        {
            experiments = experiments.Where(experiment => ListQuery.Matches(experiment.Name, pattern)
                || ListQuery.Matches(experiment.DatasetVersion!.Dataset!.Name, pattern));
        }

        var total = await experiments.CountAsync(cancellationToken);
        var slice = await Orders.SliceAsync(experiments, query, cancellationToken);
        var rows = await slice.Rows
            .LeftJoin(db.Runs, experiment => experiment.BestRunId, run => (Guid?)run.Id, (experiment, best) => new { experiment, best })
            .Select(row => new
            {
                row.experiment.Id,
                row.experiment.Name,
                row.experiment.State,
                Dataset = row.experiment.DatasetVersion!.Dataset!.Name,
                row.experiment.DatasetVersion.Number,
                row.experiment.Spec,
                row.experiment.BestRunId,
                Best = row.best!.Title,
                Metric = row.best.Metrics.Where(metric => metric.IsLast && metric.Split == MetricSplit.Validation && metric.Name == row.best.Metric).ToList(),
                Runs = row.experiment.Runs.Count(run => run.State != RunState.Running),
                row.experiment.BudgetSeconds,
                row.experiment.SpentSeconds,
                row.experiment.Reason,
                row.experiment.CreatedByName,
                row.experiment.CreatedAt,
                row.experiment.EndedAt,
            })
            .ToListAsync(cancellationToken);
        var items = rows.Select(row => new ExperimentSummary
        {
            Id = row.Id,
            Name = row.Name,
            State = row.State,
            Dataset = row.Dataset,
            DatasetVersion = row.Number,
            Target = ExperimentJson.ReadSpec(row.Spec).Target,
            BestRunId = row.BestRunId,
            BestTitle = row.Best,
            Best = row.Metric.FirstOrDefault()?.ToValue(),
            Runs = row.Runs,
            BudgetSeconds = row.BudgetSeconds,
            SpentSeconds = row.SpentSeconds,
            Reason = JobReasonText.Of(row.Reason),
            CreatedByName = row.CreatedByName,
            CreatedAt = row.CreatedAt,
            EndedAt = row.EndedAt,
        });
        return slice.ToPage([.. items], total);
    }

    public async Task<ExperimentDetails> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see experiments");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Experiments.AsNoTracking()
            .Where(experiment => experiment.Id == id && experiment.ProjectId == actor.Project.Id)
            .Select(experiment => new
            {
                Experiment = experiment,
                Dataset = experiment.DatasetVersion!.Dataset!.Name,
                Version = (int?)experiment.DatasetVersion.Number,
                Recipe = experiment.RecipeVersion!.Recipe!.Name,
                RecipeVersion = (int?)experiment.RecipeVersion.Number,
            })
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.NotFound("such experiment");
        var experiment = row.Experiment;
        var spec = ExperimentJson.ReadSpec(experiment.Spec);
        var lines = await db.Runs.AsNoTracking()
            .Where(run => run.ExperimentId == id)
            .OrderBy(run => run.Number)
            .Select(RunLine.Projection)
            .ToListAsync(cancellationToken);
        var isActive = experiment.State is ExperimentState.Queued or ExperimentState.Running;
        var jobs = db.JobRuns.AsNoTracking()
            .Where(candidate => candidate.SubjectId == id && (candidate.State == JobState.Queued || candidate.State == JobState.Running));
        var job = isActive ? await jobs.FirstOrDefaultAsync(cancellationToken) : null;
        return new ExperimentDetails
        {
            Id = id,
            Name = experiment.Name,
            State = experiment.State,
            Dataset = row.Dataset,
            DatasetVersion = row.Version!.Value,
            Recipe = row.Recipe is null ? null : new RecipeReference(row.Recipe, row.RecipeVersion),
            Spec = spec,
            Plan = ExperimentJson.ReadPlan(experiment.Plan),
            Findings = ExperimentJson.ReadFindings(experiment.Findings),
            Phase = experiment.Phase,
            BudgetSeconds = experiment.BudgetSeconds,
            SpentSeconds = experiment.SpentSeconds,
            BestRunId = experiment.BestRunId,
            Reason = JobReasonText.Of(experiment.Reason),
            StopRequested = job?.CancelRequested ?? false,
            Queue = job is { State: JobState.Queued } ? await QueuePlaceAsync(db, actor.Project, job, cancellationToken) : null,
            CreatedById = experiment.CreatedById,
            CreatedByName = experiment.CreatedByName,
            CreatedAt = experiment.CreatedAt,
            EndedAt = experiment.EndedAt,
            Runs = Rank(lines.Select(line => line.ToSummary())),
            BlendWeights = await BlendWeightsAsync(db, lines, cancellationToken),
        };
    }

    private static async Task<IReadOnlyDictionary<int, double>> BlendWeightsAsync(
        WorkbenchDbContext db,
        List<RunLine> lines,
        CancellationToken cancellationToken)
    {
        if (lines.LastOrDefault(line => line is { Trainer: TrainerFamilies.Ensemble, State: RunState.Completed }) is not { } blend)
        {
            return new Dictionary<int, double>();
        }

        var members = await db.Runs.Where(run => run.Id == blend.Id).Select(run => run.Members).SingleAsync(cancellationToken);
        return (ExperimentJson.ReadMembers(members) ?? []).ToDictionary(member => member.RunNumber, member => member.Weight);
    }

    /// <summary>Best validation first, then running runs, then runs without a model.</summary>
    private static IReadOnlyList<RunSummary> Rank(IEnumerable<RunSummary> runs) =>
    [
        .. runs
            .OrderBy(run => run.State switch { RunState.Completed => 0, RunState.Running => 1, _ => 2 })
            .ThenBy(run => run.Validation is { } value ? (value.HigherIsBetter ? -value.Value : value.Value) : 0)
            .ThenBy(run => run.Number),
    ];

    /// <summary>Null if the job has just left the queue. All projects share the queue, but titles of another project remain hidden.</summary>
    private static async Task<QueuePlace?> QueuePlaceAsync(WorkbenchDbContext db, ProjectScope project, JobRun job, CancellationToken cancellationToken)
    {
        var waiting = db.JobRuns.Where(other => other.State == JobState.Queued && other.Queue == job.Queue);
        var turns = await JobTurns.ReadAsync(db, waiting, cancellationToken);
        var running = await db.JobRuns
            .Where(other => other.State == JobState.Running && other.Queue == job.Queue && other.ProjectId == project.Id)
            .Select(other => other.Title)
            .FirstOrDefaultAsync(cancellationToken);
        var before = turns.TakeWhile(id => id != job.Id).Count();
        return before < turns.Count ? new QueuePlace(before + 1, running) : null;
    }
}
