using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Jobs;

/// <summary>Asks jobs to stop.</summary>
public sealed class JobCancellation(IDbContextFactory<WorkbenchDbContext> contexts, AuditLog audit)
{
    /// <summary>Who may start experiments may stop what they asked for; operators may stop everything.</summary>
    public static bool IsAllowed(Actor actor, Guid requestedById) =>
        actor.May(Permission.Operate) || (actor.May(Permission.RunExperiments) && actor.UserId == requestedById);

    /// <summary>A queued job is still run, told at once to stop, so that its owner can write down that it was stopped.</summary>
    public async Task RequestAsync(Actor actor, Guid jobId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var job = await db.JobRuns.SingleOrDefaultAsync(candidate => candidate.Id == jobId, cancellationToken) ?? throw WorkbenchException.NotFound("such job");
        if (!IsAllowed(actor, job.RequestedById))
        {
            throw WorkbenchException.Forbidden("stop the jobs of others");
        }

        if (job.State is JobState.Queued or JobState.Running && !job.CancelRequested)
        {
            job.CancelRequested = true;
            await audit.AppendAsync(db, actor, "job.cancelRequested", "job", job.Id.ToString(), job.Title, null, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }
}
