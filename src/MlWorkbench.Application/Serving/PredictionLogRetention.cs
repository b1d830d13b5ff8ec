using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Hourly deletes predictions older than their endpoint or <see cref="ServingOptions.LogRetentionDays"/> allows, in short transactions.</summary>
public sealed class PredictionLogRetention(
    IDbContextFactory<WorkbenchDbContext> contexts,
    ContentSweeper sweeper,
    StoringLock storing,
    StorageDamage damage,
    IOptions<ServingOptions> options,
    TimeProvider clock,
    ILogger<PredictionLogRetention> logger) : BackgroundService
{
    /// <summary>Small enough that a transaction does not delay new log entries.</summary>
    private const int BatchesAtATime = 20;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Deletes the predictions that are too old now, and returns their number.</summary>
    internal async Task<long> DeleteOldAsync(CancellationToken cancellationToken)
    {
        if (damage.Found is not null)
        {
            return 0;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var endpoints = await db.ModelEndpoints.AsNoTracking().ToListAsync(cancellationToken);
        long deleted = 0;
        foreach (var endpoint in endpoints)
        {
            if ((endpoint.LogRetentionDays ?? options.Value.LogRetentionDays) is var days and > 0)
            {
                deleted += await DeleteOlderAsync(db, endpoint, clock.GetUtcNow().UtcDateTime.AddDays(-days), cancellationToken);
            }
        }

        return deleted;
    }

    /// <summary>Deletes whole batches. A batch with younger rows too waits until all of them are old, an hour at most.</summary>
    private async Task<long> DeleteOlderAsync(WorkbenchDbContext db, ModelEndpoint endpoint, DateTime oldest, CancellationToken cancellationToken)
    {
        long deleted = 0;
        while (await db.PredictionBatches
            .Where(batch => batch.EndpointId == endpoint.Id && batch.Last < oldest)
            .OrderBy(batch => batch.Last)
            .Take(BatchesAtATime)
            .Select(batch => new { batch.Id, batch.Rows, batch.Digest })
            .ToListAsync(cancellationToken) is { Count: > 0 } old)
        {
            var ids = old.Select(batch => batch.Id).ToList();
            List<string> digests = [.. old.Select(batch => batch.Digest).OfType<string>()];
            await storing.HoldAsync(
                async () =>
                {
                    await db.PredictionBatches.Where(batch => ids.Contains(batch.Id)).ExecuteDeleteAsync(cancellationToken);
                    await sweeper.RemoveUnreferencedAsync(digests, CancellationToken.None);
                },
                cancellationToken);
            deleted += old.Sum(batch => (long)batch.Rows);
        }

        return deleted;
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
                logger.LogInformation("Deleted {Count} old predictions from the log", deleted);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "Old predictions could not be deleted. The next attempt is in an hour");
        }
    }
}
