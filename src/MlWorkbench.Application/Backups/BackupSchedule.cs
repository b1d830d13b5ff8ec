using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Storage.Backups;

namespace MlWorkbench.Application.Backups;

/// <summary>Starts a backup of a database file when the newest good one is old enough. The file names have the times, so that restarts do not change the schedule.</summary>
public sealed class BackupSchedule(
    IDbContextFactory<WorkbenchDbContext> contexts,
    BackupFolder folder,
    BackupLauncher launcher,
    JobCatalog jobs,
    StorageDamage damage,
    IOptions<BackupOptions> options,
    IOptions<StorageOptions> storage,
    TimeProvider clock,
    ILogger<BackupSchedule> logger) : BackgroundService
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryAfterFailure = TimeSpan.FromHours(1);

    /// <summary>Starts a backup if one is due. Returns whether it did.</summary>
    internal async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var interval = TimeSpan.FromHours(options.Value.IntervalHours);
        if (!storage.Value.IsFile || interval <= TimeSpan.Zero || damage.Found is not null)
        {
            return false;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var newest = folder.List().FirstOrDefault(file => file.IsGood)?.At ?? await FindBeginningAsync(cancellationToken);
        if (newest is null || now - newest < interval)
        {
            return false;
        }

        var last = await jobs.FindForAsync(BackupJob.SubjectId, cancellationToken);
        if (last is { State: JobState.Queued or JobState.Running } || now - last?.EndedAt < RetryAfterFailure)
        {
            return false;
        }

        await launcher.StartAsync(Actor.System, cancellationToken);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryLookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // At the next start, the files show again whether a backup is due.
        }
    }

    private async Task TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError(exception, "The scheduled backup could not be started");
        }
    }

    /// <summary>The time of the workbench's first use. The first backup of a new workbench is due an interval later.</summary>
    private async Task<DateTime?> FindBeginningAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AuditEntries.OrderBy(entry => entry.Sequence).Select(entry => (DateTime?)entry.At).FirstOrDefaultAsync(cancellationToken);
    }
}
