using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Jobs;

/// <summary>Requests that jobs stop.</summary>
public sealed class JobCancellation(IDbContextFactory<WorkbenchDbContext> contexts, JobTransitions transitions, JobEnds ends, ChangeLog changes)
{
    /// <summary>People with the right to start experiments may stop their own jobs. Operators may stop all jobs.</summary>
    public static bool IsAllowed(Actor actor, Guid requestedById) =>
        actor.May(Permission.Operate) || (actor.May(Permission.RunExperiments) && actor.UserId == requestedById);

    /// <param name="what">The jobs to stop, as a plural noun.</param>
    internal static void Require(Actor actor, Guid requestedById, string what)
    {
        if (actor.May(Permission.Operate))
        {
            return;
        }

        if (actor.UserId == requestedById)
        {
            actor.Require(Permission.RunExperiments, $"stop {what}");
        }
        else
        {
            actor.Require(Permission.Operate, $"stop the {what} of others");
        }
    }

    /// <summary>Cancels a queued job immediately. A running job stops within seconds.</summary>
    public async Task RequestAsync(Actor actor, Guid jobId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var job = await db.JobRuns.AsNoTracking()
            .SingleOrDefaultAsync(candidate => candidate.Id == jobId && candidate.ProjectId == actor.Project.Id, cancellationToken)
            ?? throw WorkbenchException.NotFound("such job");
        Require(actor, job.RequestedById, "jobs");
        if (job.State is JobState.Queued or JobState.Running && !job.CancelRequested)
        {
            var afterwards = await StopAsync(db, actor, job.Id, cancellationToken);
            await changes.RecordAsync(db, actor, JobEvents.Of(job), new JobEvents.CancelRequested(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            await afterwards();
        }
    }

    /// <summary>Stops an active job in the caller's transaction. Returns the work to do after the commit.</summary>
    internal async Task<Func<Task>> StopAsync(WorkbenchDbContext db, Actor actor, Guid jobId, CancellationToken cancellationToken)
    {
        var reason = Statement.Of("job_stopped_while_queued", ("person", actor.Name));
        if (await transitions.CancelQueuedAsync(db, jobId, reason, cancellationToken) is { } afterwards)
        {
            return async () =>
            {
                await afterwards();
                ends.Announce();
            };
        }

        await db.JobRuns
            .Where(job => job.Id == jobId && job.State == JobState.Running)
            .ExecuteUpdateAsync(
                set => set.SetProperty(job => job.CancelRequested, true).SetProperty(job => job.Revision, job => job.Revision + 1),
                cancellationToken);
        return () => Task.CompletedTask;
    }
}
