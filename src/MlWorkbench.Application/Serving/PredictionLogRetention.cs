using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving;

/// <summary>Deletes predictions from the log that are older than their endpoint or <see cref="ServingOptions.LogRetentionDays"/> allows, once an hour and a short transaction at a time.</summary>
public sealed class PredictionLogRetention(IDbContextFactory<WorkbenchDbContext> contexts, StorageDamage damage, IOptions<ServingOptions> options, TimeProvider clock, ILogger<PredictionLogRetention> logger) : BackgroundService
{
    /// <summary>Few enough that a transaction never holds up the predictions that want to be logged.</summary>
    private const int BatchRows = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Deletes what is too old now, and answers how many predictions that were.</summary>
    internal async Task<long> DeleteOldAsync(CancellationToken cancellationToken)
    {
        if (damage.Found is not null)
        {
            return 0;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // By version, because the log's index begins with it.
        var versions = await db.ModelVersions
            .Select(version => new { version.Id, Days = db.EndpointLogPolicies.Where(policy => policy.ModelId == version.ModelId).Select(policy => policy.RetentionDays).SingleOrDefault() })
            .ToListAsync(cancellationToken);
        long deleted = 0;
        foreach (var version in versions)
        {
            if ((version.Days ?? options.Value.LogRetentionDays) is var days and > 0)
            {
                deleted += await DeleteOlderAsync(db, version.Id, clock.GetUtcNow().UtcDateTime.AddDays(-days), cancellationToken);
            }
        }

        return deleted;
    }

    private static async Task<long> DeleteOlderAsync(WorkbenchDbContext db, Guid versionId, DateTime oldest, CancellationToken cancellationToken)
    {
        long deleted = 0;
        int batch;
        do
        {
            batch = await db.PredictionLog
                .Where(entry => entry.ModelVersionId == versionId && entry.At < oldest)
                .OrderBy(entry => entry.At)
                .Take(BatchRows)
                .ExecuteDeleteAsync(cancellationToken);
            deleted += batch;
        }
        while (batch == BatchRows);

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
            // The next start deletes the rest.
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
            logger.LogWarning(exception, "Old predictions could not be deleted; the next hour tries again");
        }
    }
}
