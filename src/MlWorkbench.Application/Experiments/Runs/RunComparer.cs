using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Compares runs side by side: metrics and segments against a base, and the parameters that differ.</summary>
public sealed class RunComparer(IDbContextFactory<WorkbenchDbContext> contexts, TestComparer tests)
{
    public const int FewestRuns = 2;
    public const int MostRuns = 100;

    /// <param name="baseId">If omitted, the first run is the base.</param>
    public async Task<RunComparison> CompareAsync(Actor actor, IReadOnlyList<Guid> ids, Guid? baseId, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "compare runs");
        var wanted = ids.Distinct().ToList();
        if (wanted.Count is < FewestRuns or > MostRuns)
        {
            throw new WorkbenchException(ErrorKind.Malformed, "run_count_out_of_range",
                $"{FewestRuns} to {MostRuns} different runs can be compared; {wanted.Count} were given.");
        }

        var runs = await ReadAsync(actor.Project.Id, wanted, cancellationToken);
        var reference = runs.FirstOrDefault(run => run.Summary.Id == (baseId ?? wanted[0])) ?? throw WorkbenchException.NotFound("such base run among those compared");
        var onTest = runs.All(run => run.Evaluation?.Test is not null);
        var comparison = new SplitComparison(reference, onTest, await CompareAsync(runs, reference, onTest, cancellationToken));
        return new RunComparison
        {
            BaseId = reference.Summary.Id,
            OnTestSplit = onTest,
            Metric = reference.Summary.Validation!.Name,
            Runs = [.. runs.Select(comparison.Run)],
            Metrics = comparison.Metrics(runs),
            Parameters = Parameters(runs),
            Segments = comparison.Segments(runs),
            Cautions = Cautions(comparison, runs, onTest),
        };
    }

    /// <summary>Compares every other run with the base by all metrics of the base.</summary>
    private async Task<IReadOnlyDictionary<Guid, IReadOnlyList<ModelComparison>>> CompareAsync(
        IReadOnlyList<EvaluatedRun> runs, EvaluatedRun reference, bool onTest, CancellationToken cancellationToken)
    {
        var search = reference.Summary.Validation!.Name;
        IMetric[] metrics = [.. reference.Split(onTest).Metrics.Select(value => value.Name).Prepend(search).Distinct(StringComparer.Ordinal).Select(name => Metrics.All.First(metric => metric.Name == name))];
        var compared = new Dictionary<Guid, IReadOnlyList<ModelComparison>>();
        foreach (var run in runs.Where(run => run.Summary.Id != reference.Summary.Id))
        {
            // Validation rows chose between the runs, and their predictions are stored only for blends. There, intervals are compared.
            compared[run.Summary.Id] = await tests.CompareAsync(run.Judged(onTest), reference.Judged(onTest), metrics, cancellationToken);
        }

        return compared;
    }

    private async Task<IReadOnlyList<EvaluatedRun>> ReadAsync(Guid projectId, List<Guid> ids, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.Runs.AsNoTracking().WithResult()
            .Where(run => ids.Contains(run.Id) && run.Experiment!.ProjectId == projectId)
            .Select(run => new
            {
                Run = run,
                ExperimentName = run.Experiment!.Name,
                Dataset = run.Experiment.DatasetVersion!.Dataset!.Name,
                run.Experiment.DatasetVersionId,
                Version = (int?)run.Experiment.DatasetVersion.Number,
                IsLogged = run.Experiment.Spec == null,
            })
            .ToListAsync(cancellationToken);
        var missing = ids.Except(rows.Select(row => row.Run.Id)).ToList();
        if (missing.Count > 0)
        {
            throw WorkbenchException.NotFound($"run {missing[0]}");
        }

        if (rows.FirstOrDefault(row => row.Run.State != RunState.Completed) is { } unfinished)
        {
            throw WorkbenchException.Conflict("run_without_model",
                $"Run {unfinished.Run.Number} ({unfinished.Run.Title}) is {unfinished.Run.State.ToString().ToLowerInvariant()} and has no model to compare. " +
                "Remove it from the comparison.");
        }

        if (rows.FirstOrDefault(row => row.IsLogged) is { } logged)
        {
            throw WorkbenchException.Conflict("experiment_without_search",
                $"Run {logged.Run.Number} ({logged.Run.Title}) was logged by another program and has no evaluation. Remove it from the comparison.");
        }

        var evaluations = await RunEvaluations.ReadAsync(db, ids, RunEvaluations.Compared, cancellationToken);
        return
        [
            .. rows.OrderBy(row => ids.IndexOf(row.Run.Id)).Select(row => new EvaluatedRun
            {
                Summary = RunLine.Of(row.Run).ToSummary(),
                Result = row.Run.ToResult()!,
                Evaluation = evaluations.GetValueOrDefault(row.Run.Id),
                TestDigest = row.Run.FindDigest(SearchProtocol.TestFile),
                ExperimentId = row.Run.ExperimentId,
                ExperimentName = row.ExperimentName,
                DatasetVersionId = row.DatasetVersionId,
                Dataset = row.Dataset,
                DatasetVersion = row.Version!.Value,
            }),
        ];
    }

    private static IReadOnlyList<ComparedParameter> Parameters(IReadOnlyList<EvaluatedRun> runs)
    {
        string Trainer(EvaluatedRun run) => run.Summary.Trainer;
        var names = runs.SelectMany(run => run.Result.Parameters.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return
        [
            Compared("trainer", [.. runs.Select(Trainer)]),
            .. names.Select(name => Compared(name, [.. runs.Select(run => run.Result.Parameters.TryGetValue(name, out var value) ? value.ToString() : null)])),
        ];
    }

    private static ComparedParameter Compared(string name, IReadOnlyList<string?> values) => new(name, values, values.Distinct(StringComparer.Ordinal).Skip(1).Any());

    private static List<string> Cautions(SplitComparison comparison, IReadOnlyList<EvaluatedRun> runs, bool onTest)
    {
        var cautions = new List<string>();
        if (runs.Select(run => (run.Dataset, run.DatasetVersion)).Distinct().Skip(1).Any())
        {
            cautions.Add("The runs were trained on different dataset versions, so they were evaluated on different rows.");
        }
        else if (onTest && !comparison.Paired)
        {
            cautions.Add(
                "At least one run is compared with the base by intervals, not row by row. " +
                "Its test rows differ, or an earlier release did not store its predictions. Small differences can go undetected.");
        }

        if (!onTest)
        {
            cautions.Add(
                "At least one run was not evaluated on the test split, so all are compared on validation rows. " +
                "These rows also chose between the runs.");
        }

        return cautions;
    }
}
