using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>Hourly deletes the files of batch predictions that are older than <see cref="BatchOptions.RetentionDays"/>. Their rows stay.</summary>
public sealed class BatchRetention(
    IDbContextFactory<WorkbenchDbContext> contexts,
    ContentSweeper sweeper,
    StoringLock storing,
    StorageDamage damage,
    IOptions<BatchOptions> options,
    TimeProvider clock,
    ILogger<BatchRetention> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Deletes the files that are too old now, and returns their number.</summary>
    internal async Task<int> DeleteOldAsync(CancellationToken cancellationToken)
    {
        if (damage.Found is not null || options.Value.RetentionDays <= 0)
        {
            return 0;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var oldest = clock.GetUtcNow().UtcDateTime.AddDays(-options.Value.RetentionDays);
        var old = db.BatchPredictions.Where(batch => batch.ResultDigest != null && batch.ScoredAt < oldest);
        var digests = await old.Select(batch => batch.ResultDigest!).ToListAsync(cancellationToken);
        if (digests.Count > 0)
        {
            await storing.HoldAsync(
                async () =>
                {
                    await old.ExecuteUpdateAsync(set => set.SetProperty(batch => batch.ResultDigest, (string?)null), cancellationToken);
                    await sweeper.RemoveUnreferencedAsync(digests, CancellationToken.None);
                },
                cancellationToken);
        }

        return digests.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await TryDeleteOldAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start deletes the remaining ones.
        }
    }

    private async Task TryDeleteOldAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await DeleteOldAsync(cancellationToken) is var deleted and > 0)
            {
                logger.LogInformation("Deleted {Count} old files of batch predictions", deleted);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "Old files of batch predictions could not be deleted. The next attempt is in an hour");
        }
    }
}
