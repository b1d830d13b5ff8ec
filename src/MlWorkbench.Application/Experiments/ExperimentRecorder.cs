using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>Writes down where a search is and how it ended.</summary>
public sealed class ExperimentRecorder(IDbContextFactory<WorkbenchDbContext> contexts, TimeProvider clock)
{
    /// <summary>Marks the experiment as running and answers what the search needs to know; null when the search has ended, as after a kill between its end and its job's.</summary>
    internal async Task<ExperimentToRun?> BeginAsync(Guid experimentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var experiment = await db.Experiments.Include(candidate => candidate.DatasetVersion).SingleAsync(candidate => candidate.Id == experimentId, cancellationToken);
        if (experiment.State is not (ExperimentState.Queued or ExperimentState.Running))
        {
            return null;
        }

        experiment.State = ExperimentState.Running;
        experiment.StartedAt ??= clock.GetUtcNow().UtcDateTime;
        experiment.Phase = "Starting the Trainer";
        await db.SaveChangesAsync(cancellationToken);
        var spec = ExperimentJson.ReadSpec(experiment.Spec);
        // More time was given later, so the number of runs that was asked for first no longer ends the search.
        var isExtended = experiment.BudgetSeconds > spec.BudgetSeconds;
        return new ExperimentToRun(experimentId, spec with { BudgetSeconds = experiment.BudgetSeconds, MaxRuns = isExtended ? null : spec.MaxRuns }, experiment.DatasetVersion!.Digest, experiment.SpentSeconds);
    }

    internal Task PlanAsync(Guid experimentId, SearchPlan plan, CancellationToken cancellationToken)
    {
        var json = ExperimentJson.Write(plan);
        return UpdateAsync(experimentId, experiment => experiment.Plan = json, cancellationToken);
    }

    internal Task PhaseAsync(Guid experimentId, string phase, CancellationToken cancellationToken) =>
        UpdateAsync(experimentId, experiment => experiment.Phase = phase, cancellationToken);

    internal async Task SpendAsync(Guid experimentId, double seconds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Experiments.Where(experiment => experiment.Id == experimentId).ExecuteUpdateAsync(set => set.SetProperty(experiment => experiment.SpentSeconds, seconds), cancellationToken);
    }

    /// <summary>The search has a winner.</summary>
    internal async Task CompleteAsync(Guid experimentId, SearchCompleted completed, ExperimentState state, string? reason, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var best = await db.Runs.Where(run => run.ExperimentId == experimentId && run.Number == completed.BestRunNumber).Select(run => (Guid?)run.Id).SingleAsync(cancellationToken);
        await UpdateAsync(
            experimentId,
            experiment =>
            {
                experiment.BestRunId = best;
                experiment.Findings = ExperimentJson.Write(completed.Findings);
                End(experiment, state, reason);
            },
            cancellationToken);
    }

    /// <summary>The search ended without saying which run is the winner: the best by validation stays.</summary>
    internal Task EndAsync(Guid experimentId, ExperimentState state, string reason, CancellationToken cancellationToken) =>
        UpdateAsync(experimentId, experiment => End(experiment, state, reason), cancellationToken);

    /// <summary>The server shuts down: the search goes on at the next start.</summary>
    internal Task InterruptAsync(Guid experimentId, CancellationToken cancellationToken) =>
        UpdateAsync(
            experimentId,
            experiment =>
            {
                experiment.State = ExperimentState.Queued;
                experiment.Phase = "Interrupted by a restart of the server; it goes on from its finished runs";
            },
            cancellationToken);

    private void End(Experiment experiment, ExperimentState state, string? reason)
    {
        experiment.State = state;
        experiment.Reason = reason;
        experiment.Phase = null;
        experiment.EndedAt = clock.GetUtcNow().UtcDateTime;
    }

    private async Task UpdateAsync(Guid experimentId, Action<Experiment> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        change(await db.Experiments.SingleAsync(candidate => candidate.Id == experimentId, cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
