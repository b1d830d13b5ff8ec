using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Evaluations;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>Reads single runs.</summary>
public sealed class RunCatalog(IDbContextFactory<WorkbenchDbContext> contexts, ContentStore contents, TestComparer comparer)
{
    public async Task<RunDetails> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see runs");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Runs.AsNoTracking().WithResult()
            .Where(run => run.Id == id && run.Experiment!.ProjectId == actor.Project.Id)
            .Select(run => new
            {
                Run = run,
                Experiment = run.Experiment!,
                Dataset = run.Experiment!.DatasetVersion!.Dataset!.Name,
                Version = (int?)run.Experiment.DatasetVersion.Number,
            })
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.NotFound("such run");
        var spec = ExperimentJson.ReadSpec(row.Experiment.Spec);
        var result = row.Run.ToResult();
        var evaluation = await RunEvaluations.FindAsync(db, id, RunEvaluations.All, cancellationToken);
        var baseline = await FindBaselineAsync(db, row.Run, cancellationToken);
        var judged = evaluation?.Test is { } test ? new JudgedRun(row.Experiment.DatasetVersionId, row.Run.FindDigest(SearchProtocol.TestFile), test) : null;
        return new RunDetails
        {
            Summary = RunLine.Of(row.Run).ToSummary(),
            ExperimentId = row.Experiment.Id,
            ExperimentName = row.Experiment.Name,
            ExperimentState = row.Experiment.State,
            IsBest = row.Experiment.BestRunId == id,
            Dataset = row.Dataset,
            DatasetVersion = row.Version!.Value,
            Target = spec.Target,
            Plan = ExperimentJson.ReadPlan(row.Experiment.Plan),
            Result = result,
            Evaluation = evaluation,
            Baseline = baseline?.Evaluation,
            AgainstBaseline = await AgainstBaselineAsync(judged, evaluation, baseline, cancellationToken),
            Members = await MembersAsync(db, row.Run.ExperimentId, result?.Members ?? [], cancellationToken),
            PackageBytes = row.Run.Artifacts.Find(artifact => artifact.Path == SearchProtocol.ModelFile)?.Bytes,
            StartedAt = row.Run.StartedAt,
            EndedAt = row.Run.EndedAt,
        };
    }

    /// <summary>Returns a local file with the run's model package, and its name for the download. Callers only read the file.</summary>
    public async Task<(string Path, string FileName)> GetPackageAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "download models");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var run = await db.Runs.AsNoTracking()
            .Where(candidate => candidate.Id == id && candidate.Experiment!.ProjectId == actor.Project.Id)
            .Select(candidate => new { candidate.Number, Package = candidate.Artifacts.Where(artifact => artifact.Path == SearchProtocol.ModelFile).Select(artifact => artifact.Digest).FirstOrDefault(), candidate.State })
            .SingleOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.NotFound("such run");
        return run.Package is null
            ? throw WorkbenchException.Conflict("run_without_model",
                $"Run {run.Number} has no model to download: the run is {run.State.ToString().ToLowerInvariant()}.")
            : (await contents.MaterializeAsync(run.Package, cancellationToken), $"run-{run.Number}-model.zip");
    }

    private static async Task<(RunEvaluation Evaluation, string? TestDigest)?> FindBaselineAsync(WorkbenchDbContext db, Run run, CancellationToken cancellationToken)
    {
        if (run.Trainer == TrainerFamilies.Baseline)
        {
            return null;
        }

        var baseline = await db.Runs.BaselinesOf(run.ExperimentId)
            .Select(candidate => new { candidate.Id, TestDigest = candidate.Artifacts.Where(artifact => artifact.Path == SearchProtocol.TestFile).Select(artifact => artifact.Digest).FirstOrDefault() })
            .FirstOrDefaultAsync(cancellationToken);
        return baseline is not null && await RunEvaluations.FindAsync(db, baseline.Id, RunEvaluations.Compared, cancellationToken) is { } evaluation
            ? (evaluation, baseline.TestDigest)
            : null;
    }

    private async Task<ModelComparison?> AgainstBaselineAsync(
        JudgedRun? judged,
        RunEvaluation? evaluation,
        (RunEvaluation Evaluation, string? TestDigest)? baseline,
        CancellationToken cancellationToken)
    {
        if (baseline is not { } reference || (evaluation?.Test ?? evaluation?.Validation) is not { Metrics: [var first, ..] })
        {
            return null;
        }

        var metric = Metrics.All.First(candidate => candidate.Name == first.Name);
        if (judged is not null && reference.Evaluation.Test is { } test)
        {
            return (await comparer.CompareAsync(judged, new JudgedRun(judged.DatasetVersionId, reference.TestDigest, test), [metric], cancellationToken))[0];
        }

        return judged is null ? ModelComparer.Compare(evaluation!.Validation, reference.Evaluation.Validation, metric) : null;
    }

    private static async Task<IReadOnlyList<RunMember>> MembersAsync(
        WorkbenchDbContext db, Guid experimentId, IReadOnlyList<EnsembleMember> members, CancellationToken cancellationToken)
    {
        if (members.Count == 0)
        {
            return [];
        }

        var numbers = members.Select(member => member.RunNumber).ToList();
        var runs = await db.Runs.AsNoTracking()
            .Where(run => run.ExperimentId == experimentId && numbers.Contains(run.Number))
            .Select(run => new { run.Id, run.Number, run.Title })
            .ToDictionaryAsync(run => run.Number, cancellationToken);
        return [.. members.OrderByDescending(member => member.Weight).Select(member => new RunMember(runs[member.RunNumber].Id, member.RunNumber, runs[member.RunNumber].Title, member.Weight))];
    }
}
