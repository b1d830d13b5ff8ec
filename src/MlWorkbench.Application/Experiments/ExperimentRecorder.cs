using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Datasets.Segments;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>Records the progress and the winner of a search. <see cref="ExperimentFollower"/> records its state.</summary>
public sealed class ExperimentRecorder(IDbContextFactory<WorkbenchDbContext> contexts)
{
    /// <summary>Reads the inputs of the search.</summary>
    internal async Task<ExperimentToRun> ReadAsync(Guid experimentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var experiment = await db.Experiments.AsNoTracking()
            .Include(candidate => candidate.DatasetVersion)
            .SingleAsync(candidate => candidate.Id == experimentId, cancellationToken);
        var spec = ExperimentJson.ReadSpec(experiment.Spec);
        // The experiment was extended, so the first request's number of runs no longer ends the search.
        var isExtended = experiment.BudgetSeconds > spec.BudgetSeconds;
        return new ExperimentToRun(
            experimentId,
            spec with { BudgetSeconds = experiment.BudgetSeconds, MaxRuns = isExtended ? null : spec.MaxRuns },
            experiment.DatasetVersion!.Digest,
            experiment.SpentSeconds);
    }

    /// <summary>Records the plan. If the request named no segments, those of the plan are the levels of columns.</summary>
    internal static Task PlanAsync(JobContext context, Guid experimentId, SearchPlan plan, DateTime now, CancellationToken cancellationToken) => context.WriteAsync(
        async db =>
        {
            var experiment = await Row(db, experimentId).SingleAsync(cancellationToken);
            experiment.Plan = ExperimentJson.Write(plan);
            if (ExperimentJson.ReadSpec(experiment.Spec).Segments is null)
            {
                await ExperimentSegments.RecordAsync(db, experiment, [.. plan.Segments.Select(NamedSegment.OfColumn)], now, cancellationToken);
            }
        },
        cancellationToken);

    internal static Task PhaseAsync(JobContext context, Guid experimentId, Statement phase, CancellationToken cancellationToken) =>
        context.WriteAsync(
            db => Row(db, experimentId).ExecuteUpdateAsync(set => set.SetProperty(experiment => experiment.Phase, phase), cancellationToken),
            cancellationToken);

    internal static Task SpendAsync(JobContext context, Guid experimentId, double seconds, CancellationToken cancellationToken) =>
        context.WriteAsync(
            db => Row(db, experimentId).ExecuteUpdateAsync(set => set.SetProperty(experiment => experiment.SpentSeconds, seconds), cancellationToken),
            cancellationToken);

    /// <summary>Ends the job with the winner of the search.</summary>
    internal static Task CompleteAsync(
        JobContext context,
        Guid experimentId,
        SearchCompleted completed,
        JobState state,
        Statement? reason,
        CancellationToken cancellationToken) => context.EndAsync(
        state,
        reason,
        async db =>
        {
            var best = await db.Runs
                .Where(run => run.ExperimentId == experimentId && run.Number == completed.BestRunNumber)
                .Select(run => (Guid?)run.Id)
                .SingleAsync(CancellationToken.None);
            var experiment = await Row(db, experimentId).SingleAsync(CancellationToken.None);
            (experiment.BestRunId, experiment.Findings) = (best, ExperimentJson.Write(completed.Findings));
        },
        cancellationToken);

    private static IQueryable<Experiment> Row(WorkbenchDbContext db, Guid experimentId) => db.Experiments.Where(experiment => experiment.Id == experimentId);
}
