using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Jobs;

/// <summary>Returns abandoned jobs to the queue, and wakes workers for the jobs that wait without a call: after a kill, or because they became due.</summary>
public sealed class JobRecovery(
    IDbContextFactory<WorkbenchDbContext> contexts,
    JobTransitions transitions,
    JobOwner owner,
    InstanceLock instance,
    IJobQueue queue,
    StorageDamage damage,
    TimeProvider clock,
    ILogger<JobRecovery> logger)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Call it once at start.</summary>
    /// <remarks>The lock of the storage folder proves that the owners of all other leases have ended.</remarks>
    public Task RecoverAsync(CancellationToken cancellationToken) => RecoverAsync(instance.IsHeld ? DateTime.MaxValue : Now, cancellationToken);

    /// <summary>Call it repeatedly. Several processes may do so at the same time: a superfluous call wakes a worker that finds no job.</summary>
    public Task LookAsync(CancellationToken cancellationToken) => RecoverAsync(Now, cancellationToken);

    /// <param name="before">Leases that end before this time have ended.</param>
    /// <remarks>A damaged database keeps its jobs unchanged. The start after the restore recovers them.</remarks>
    private async Task RecoverAsync(DateTime before, CancellationToken cancellationToken)
    {
        if (damage.Found is not null)
        {
            return;
        }

        try
        {
            foreach (var lane in await transitions.ReleaseAbandonedAsync(owner.Name, before, cancellationToken))
            {
                logger.LogWarning("A job of the lane {Lane} lost its process and continues", lane);
            }

            await WakeAsync(cancellationToken);
        }
        catch (DbException) when (damage.Found is not null)
        {
            // The damage was detected just now. The finding is in the log.
        }
    }

    /// <summary>Wakes a worker for each due job that has no call.</summary>
    private async Task WakeAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = Now;
        var waiting = await db.JobRuns
            .Where(job => job.State == JobState.Queued && (job.DueAt == null || job.DueAt <= now))
            .GroupBy(job => job.Queue)
            .Select(lane => new { Name = lane.Key, Jobs = lane.Count() })
            .ToListAsync(cancellationToken);
        foreach (var lane in waiting)
        {
            for (var call = queue.CountCalls(lane.Name); call < lane.Jobs; call++)
            {
                queue.Wake(lane.Name);
            }
        }
    }
}
