using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Jobs;

/// <summary>Returns abandoned jobs to the queue, and wakes workers for jobs that become due.</summary>
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
    private DateTime _looked;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Call it once at start: wakes a worker for each waiting job.</summary>
    /// <remarks>A damaged database keeps its jobs unchanged. The start after the restore recovers them.</remarks>
    public Task RecoverAsync(CancellationToken cancellationToken) => UnlessDamagedAsync(async () =>
    {
        _looked = Now;
        // The lock of the storage folder proves that the owners of all other leases have ended.
        var interrupted = await transitions.ReleaseAbandonedAsync(owner.Name, instance.IsHeld ? DateTime.MaxValue : _looked, cancellationToken);
        var waiting = await WaitingAsync(DateTime.MinValue, cancellationToken);
        waiting.ForEach(queue.Wake);
        if (waiting.Count > 0)
        {
            logger.LogInformation("Recovered {Waiting} waiting jobs, {Interrupted} of them interrupted", waiting.Count, interrupted.Count);
        }
    });

    /// <summary>Call it repeatedly: wakes workers for the jobs that were abandoned or became due since the last call.</summary>
    public Task LookAsync(CancellationToken cancellationToken) => UnlessDamagedAsync(async () =>
    {
        var now = Now;
        foreach (var lane in await transitions.ReleaseAbandonedAsync(owner.Name, now, cancellationToken))
        {
            logger.LogWarning("A job of the lane {Lane} lost its process and continues", lane);
            queue.Wake(lane);
        }

        (await WaitingAsync(_looked, cancellationToken)).ForEach(queue.Wake);
        _looked = now;
    });

    /// <summary>The lanes of the queued jobs that became due after the given time, one for each job.</summary>
    /// <param name="since">The earliest time includes jobs without a due time.</param>
    private async Task<List<string>> WaitingAsync(DateTime since, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (now, all) = (Now, since == DateTime.MinValue);
        return await db.JobRuns
            .Where(job => job.State == JobState.Queued && ((all && job.DueAt == null) || (job.DueAt > since && job.DueAt <= now)))
            .Select(job => job.Queue)
            .ToListAsync(cancellationToken);
    }

    private async Task UnlessDamagedAsync(Func<Task> act)
    {
        if (damage.Found is not null)
        {
            return;
        }

        try
        {
            await act();
        }
        catch (SqliteException) when (damage.Found is not null)
        {
            // The damage was detected just now. The finding is in the log.
        }
    }
}
