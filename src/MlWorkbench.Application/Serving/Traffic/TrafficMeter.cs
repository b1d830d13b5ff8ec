using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Traffic;

/// <summary>Counts the calls of each route by the minute, and stores the counts every second. A killed process loses the counts of one second.</summary>
public sealed class TrafficMeter(
    IDbContextFactory<WorkbenchDbContext> contexts, StorageDamage damage, TimeProvider clock, ILogger<TrafficMeter> logger) : IHostedLifecycleService, IDisposable
{
    /// <summary>Counts beyond are dropped while the database refuses them.</summary>
    private const int MostCounters = 10_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<RouteMinute, TrafficCounter> _counters = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _storing = Task.CompletedTask;

    /// <summary>Counts a call for each of its routes. A call of several routes counts its whole duration for each.</summary>
    internal void Answered(ServedCall call, TimeSpan duration)
    {
        foreach (var scorer in call.Scorers)
        {
            Find(call.Endpoint.Id, scorer.Route.VersionId, RouteMode.Live)?.Answered(scorer.Rows, duration, scorer.Hits);
        }
    }

    /// <summary>Counts a call that ended with an error for the route of the row in work.</summary>
    internal void NotAnswered(ServedCall call, Exception failure) =>
        Find(call.Endpoint.Id, call.Current.VersionId, RouteMode.Live)?.NotAnswered(failure);

    /// <summary>Returns the counter of this minute. Null if there are too many.</summary>
    internal TrafficCounter? Find(Guid endpointId, Guid versionId, RouteMode mode)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var minute = new RouteMinute(endpointId, versionId, mode, now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute)));
        return _counters.TryGetValue(minute, out var known) || _counters.Count < MostCounters ? known ?? _counters.GetOrAdd(minute, _ => new TrafficCounter()) : null;
    }

    /// <summary>Stores all counts that have changed since the last time.</summary>
    internal async Task StoreAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var changed = new List<(TrafficCounter Counter, TrafficMinute Row)>();
        foreach (var (minute, counter) in _counters)
        {
            if (counter.FindChanges(minute) is { } row)
            {
                changed.Add((counter, row));
            }
            else if (now - minute.At > TimeSpan.FromMinutes(2))
            {
                _counters.TryRemove(minute, out _);
            }
        }

        if (changed.Count == 0 || damage.Found is not null)
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var stored = changed.ConvertAll(change => change.Row.Id);
        var before = await db.TrafficMinutes.Where(minute => stored.Contains(minute.Id)).Select(minute => minute.Id).ToListAsync(cancellationToken);
        foreach (var (_, row) in changed)
        {
            db.Entry(row).State = before.Contains(row.Id) ? EntityState.Modified : EntityState.Added;
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        changed.ForEach(change => change.Counter.NoteStored());
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _storing = StoreRegularlyAsync();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called after the last answer. Stores the last counts.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _storing;
        await TryStoreAsync();
    }

    public void Dispose() => _stopping.Dispose();

    private async Task StoreRegularlyAsync()
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                await TryStoreAsync();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The last counts follow after the last answer.
        }
    }

    private async Task TryStoreAsync()
    {
        try
        {
            await StoreAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            logger.LogWarning(exception, "The traffic of the endpoints could not be stored. The next attempt is in {Seconds} s", Interval.TotalSeconds);
        }
    }

}
