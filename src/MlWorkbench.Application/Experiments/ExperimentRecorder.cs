using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>Records the progress and the end of a search.</summary>
public sealed class ExperimentRecorder(IDbContextFactory<WorkbenchDbContext> contexts, TimeProvider clock)
{
    /// <summary>Marks the experiment as running and returns its inputs. Null if the search has ended, as after a kill before its job's end.</summary>
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
        // The experiment was extended, so the first request's number of runs no longer ends the search.
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

    /// <summary>Records the winner of the search.</summary>
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

    /// <summary>Records the end of a search without a winner. The best run by validation remains.</summary>
    internal Task EndAsync(Guid experimentId, ExperimentState state, string reason, CancellationToken cancellationToken) =>
        UpdateAsync(experimentId, experiment => End(experiment, state, reason), cancellationToken);

    /// <summary>Records a shutdown of the server. The search continues at the next start.</summary>
    internal Task InterruptAsync(Guid experimentId, CancellationToken cancellationToken) =>
        UpdateAsync(
            experimentId,
            experiment =>
            {
                experiment.State = ExperimentState.Queued;
                experiment.Phase = "Interrupted by a restart of the server. The search continues from its finished runs";
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
