using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Experiments;

/// <summary>Stops an experiment: a queued one immediately, a running one within seconds. The best run so far is kept.</summary>
public sealed class ExperimentStopper(IDbContextFactory<WorkbenchDbContext> contexts, JobCancellation jobs, ChangeLog changes)
{
    /// <exception cref="WorkbenchException">The experiment belongs to another person and the actor is not an operator, or it has ended.</exception>
    public async Task StopAsync(Actor actor, Guid experimentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var experiment = await db.Experiments.AsNoTracking().SingleOrDefaultAsync(candidate => candidate.Id == experimentId && candidate.ProjectId == actor.Project.Id, cancellationToken) ?? throw WorkbenchException.NotFound("such experiment");
        JobCancellation.Require(actor, experiment.CreatedById, "experiments");

        var job = await db.JobRuns
            .Where(candidate => candidate.SubjectId == experimentId && (candidate.State == JobState.Queued || candidate.State == JobState.Running))
            .Select(candidate => (Guid?)candidate.Id)
            .FirstOrDefaultAsync(cancellationToken)
            ?? throw WorkbenchException.Conflict("experiment_ended",
                $"The experiment '{experiment.Name}' is {experiment.State.ToString().ToLowerInvariant()} already. " +
                "Only a queued or running experiment can be stopped.");
        var afterwards = await jobs.StopAsync(db, actor, job, cancellationToken);
        await changes.RecordAsync(db, actor, ExperimentEvents.Of(experiment), new ExperimentEvents.Stopped(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await afterwards();
    }
}
