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
    StorageDamage damage,
    IOptions<ServingOptions> options,
    TimeProvider clock,
    ILogger<PredictionLogRetention> logger) : BackgroundService
{
    /// <summary>Small enough that a transaction does not delay new log entries.</summary>
    private const int BatchRows = 1_000;

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

    private static async Task<long> DeleteOlderAsync(WorkbenchDbContext db, ModelEndpoint endpoint, DateTime oldest, CancellationToken cancellationToken)
    {
        long deleted = 0;
        // By version, because the log's index starts with it.
        foreach (var versionId in await db.ModelVersions.Where(version => version.ModelId == endpoint.ModelId).Select(version => version.Id).ToListAsync(cancellationToken))
        {
            deleted += await DeleteOlderAsync(db, endpoint.Id, versionId, oldest, cancellationToken);
        }

        return deleted;
    }

    private static async Task<long> DeleteOlderAsync(
        WorkbenchDbContext db, Guid endpointId, Guid versionId, DateTime oldest, CancellationToken cancellationToken)
    {
        long deleted = 0;
        int batch;
        do
        {
            batch = await db.PredictionLog
                .Where(entry => entry.ModelVersionId == versionId && entry.At < oldest && entry.EndpointId == endpointId)
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
