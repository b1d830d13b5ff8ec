using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Jobs;

/// <summary>Brings jobs back after a crash: what was running goes on, what was queued is queued again.</summary>
public sealed class JobRecovery(IDbContextFactory<WorkbenchDbContext> contexts, IJobQueue queue, StorageDamage damage, ILogger<JobRecovery> logger)
{
    /// <summary>Run once at start, with the <see cref="InstanceLock"/> held: no other process can own a running job then.</summary>
    /// <remarks>A damaged database keeps its jobs as they are; the start after the restore takes them up.</remarks>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        if (damage.Found is not null)
        {
            return;
        }

        try
        {
            await WakeAsync(cancellationToken);
        }
        catch (SqliteException) when (damage.Found is not null)
        {
            // Met just now: the finding is in the log.
        }
    }

    private async Task WakeAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var orphaned = await db.JobRuns
            .Where(job => job.State == JobState.Running)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(job => job.State, JobState.Queued)
                    .SetProperty(job => job.LeaseOwner, (string?)null)
                    .SetProperty(job => job.LeaseUntil, (DateTime?)null),
                cancellationToken);
        var waiting = await db.JobRuns
            .Where(job => job.State == JobState.Queued)
            .Select(job => job.Queue)
            .ToListAsync(cancellationToken);
        waiting.ForEach(queue.Wake);

        if (waiting.Count > 0)
        {
            logger.LogInformation("Took up {Waiting} jobs of the last session, {Orphaned} of them interrupted", waiting.Count, orphaned);
        }
    }
}
