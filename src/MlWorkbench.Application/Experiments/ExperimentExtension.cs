using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Experiments;

/// <summary>Extends an ended experiment: the search continues from its finished runs.</summary>
public sealed class ExperimentExtension(IDbContextFactory<WorkbenchDbContext> contexts, JobLauncher jobs, BudgetLimit budget, ChangeLog changes)
{
    /// <exception cref="WorkbenchException">The experiment belongs to another person, or has not ended.</exception>
    /// <param name="seconds">Added to the remaining budget.</param>
    public async Task ExtendAsync(Actor actor, Guid experimentId, double seconds, CancellationToken cancellationToken)
    {
        actor.Require(Permission.RunExperiments, "extend experiments");
        BudgetLimit.RequireInRange(seconds);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var experiment = await db.Experiments.SingleOrDefaultAsync(candidate => candidate.Id == experimentId && candidate.ProjectId == actor.Project.Id, cancellationToken) ?? throw WorkbenchException.NotFound("such experiment");
        actor.RequireOwn(experiment.CreatedById,
            $"The experiment '{experiment.Name}' was started by {experiment.CreatedByName}. That person or an administrator can extend it. " +
            "To continue the search yourself, start your own experiment.");
        if (experiment.State is ExperimentState.Queued or ExperimentState.Running)
        {
            throw WorkbenchException.Conflict("experiment_active",
                $"The experiment '{experiment.Name}' is still {experiment.State.ToString().ToLowerInvariant()}. " +
                "Wait for its end or stop it, then extend it.");
        }

        await budget.RequireRoomAsync(db, actor, seconds, cancellationToken);
        experiment.BudgetSeconds = Math.Max(experiment.BudgetSeconds, experiment.SpentSeconds) + seconds;
        (experiment.State, experiment.EndedAt, experiment.Phase, experiment.Reason) = (ExperimentState.Queued, null, null, null);
        var job = await jobs.AddAsync<ExperimentJob>(db, actor, experiment.Id, experiment.Name, JobQueues.Training, cancellationToken);
        await changes.RecordAsync(db, actor, ExperimentEvents.Of(experiment), new ExperimentEvents.Extended(seconds), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        jobs.Enqueue(job);
    }
}
