using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Jobs;

/// <summary>Recovers jobs after a crash: running jobs continue, and queued jobs are queued again.</summary>
public sealed class JobRecovery(IDbContextFactory<WorkbenchDbContext> contexts, IJobQueue queue, StorageDamage damage, ILogger<JobRecovery> logger)
{
    /// <summary>Call it once at start, with the <see cref="InstanceLock"/> held. No other process can then own a running job.</summary>
    /// <remarks>A damaged database keeps its jobs unchanged. The start after the restore recovers them.</remarks>
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
            // The damage was detected just now. The finding is in the log.
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
            logger.LogInformation("Recovered {Waiting} jobs of the last session, {Orphaned} of them interrupted", waiting.Count, orphaned);
        }
    }
}
