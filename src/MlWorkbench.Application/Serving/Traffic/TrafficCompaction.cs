using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Traffic;

/// <summary>
/// Hourly adds up the minutes of hours older than <see cref="ServingOptions.TrafficMinutesDays"/>, one hour of an endpoint in each transaction.
/// </summary>
public sealed class TrafficCompaction(
    IDbContextFactory<WorkbenchDbContext> contexts,
    StorageDamage damage,
    IOptions<ServingOptions> options,
    TimeProvider clock,
    ILogger<TrafficCompaction> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Adds up the minutes that are old enough now, and returns the number of hours.</summary>
    internal async Task<int> CompactAsync(CancellationToken cancellationToken)
    {
        if (damage.Found is not null || options.Value.TrafficMinutesDays <= 0)
        {
            return 0;
        }

        var end = StartOfHour(clock.GetUtcNow().UtcDateTime.AddDays(-options.Value.TrafficMinutesDays));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hours = 0;
        while (await db.TrafficMinutes.AsNoTracking().Where(minute => !minute.IsHour && minute.At < end)
            .OrderBy(minute => minute.At)
            .Select(minute => new { minute.EndpointId, minute.At })
            .FirstOrDefaultAsync(cancellationToken) is { } oldest)
        {
            await CompactAsync(oldest.EndpointId, StartOfHour(oldest.At), cancellationToken);
            hours++;
        }

        return hours;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await TryCompactAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start continues.
        }
    }

    private async Task TryCompactAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await CompactAsync(cancellationToken) is var hours and > 0)
            {
                logger.LogInformation("Added up the traffic of {Hours} hours", hours);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "Old traffic could not be added up. The next attempt is in an hour");
        }
    }

    /// <summary>If two processes do it at the same time, one of them finds its rows deleted and fails, so nothing is counted twice.</summary>
    private async Task CompactAsync(Guid endpointId, DateTime hour, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var next = hour + Interval;
        var minutes = await db.TrafficMinutes
            .Where(minute => minute.EndpointId == endpointId && minute.At >= hour && minute.At < next && !minute.IsHour)
            .ToListAsync(cancellationToken);
        foreach (var route in minutes.GroupBy(minute => (minute.VersionId, minute.Mode)))
        {
            db.TrafficMinutes.Add(SumOf(endpointId, route.Key.VersionId, route.Key.Mode, hour, TrafficTotals.Of(route)));
        }

        db.TrafficMinutes.RemoveRange(minutes);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static TrafficMinute SumOf(Guid endpointId, Guid versionId, Endpoints.RouteMode mode, DateTime hour, TrafficTotals totals) => new()
    {
        Id = Guid.CreateVersion7(),
        EndpointId = endpointId,
        VersionId = versionId,
        Mode = mode,
        At = hour,
        IsHour = true,
        Requests = totals.Requests,
        Rows = totals.Rows,
        Refused = totals.Refused,
        Failed = totals.Failed,
        Limited = totals.Limited,
        TimedOut = totals.TimedOut,
        Latencies = totals.Latencies.ToBytes(),
        Hits = totals.Hits.Count == 0 ? null : JsonSerializer.Serialize(totals.Hits),
        Dropped = totals.Dropped,
        LabelsDiffer = totals.LabelsDiffer,
        Difference = totals.Difference,
        SquaredDifference = totals.SquaredDifference,
        AnswerLatencies = totals.AnswerLatencies.Count == 0 ? null : totals.AnswerLatencies.ToBytes(),
    };

    private static DateTime StartOfHour(DateTime at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerHour));
}
