using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Events;

/// <summary>Delivers events to their consumers, at least once. Several processes can dispatch from the same database.</summary>
/// <remarks>An attempt holds a lease by time, so that a killed process loses nothing. Failed attempts are repeated with growing delays.</remarks>
public sealed class EventDispatcher(
    IDbContextFactory<WorkbenchDbContext> contexts,
    IServiceProvider services,
    ChangeSignal signal,
    StorageDamage damage,
    TimeProvider clock,
    ILogger<EventDispatcher> logger) : BackgroundService
{
    internal const int MostAttempts = 10;

    internal static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Makes every due delivery, and returns their number.</summary>
    internal async Task<int> DispatchAsync(CancellationToken cancellationToken)
    {
        var consumers = services.GetServices<IEventConsumer>().ToDictionary(consumer => consumer.Name, StringComparer.Ordinal);
        var count = 0;
        while (damage.Found is null && await LeaseNextAsync(consumers.Keys, cancellationToken) is { } delivery)
        {
            await DeliverAsync(consumers[delivery.Consumer], delivery, cancellationToken);
            count++;
        }

        return count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await TryDispatchAsync(stoppingToken);
                await signal.WaitAsync(PollInterval, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The rows show the next process what remains.
        }
    }

    private async Task TryDispatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            await DispatchAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "Events could not be delivered. The next attempt is in {Seconds} s", PollInterval.TotalSeconds);
        }
    }

    /// <summary>Returns the delivery whose lease this process now holds. Null if none is due.</summary>
    private async Task<Delivery?> LeaseNextAsync(IReadOnlyCollection<string> consumers, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        while (true)
        {
            var now = Now;
            var due = await db.Deliveries.AsNoTracking().Include(row => row.Event)
                .Where(row => row.State == DeliveryState.Pending && row.DueAt <= now && consumers.Contains(row.Consumer))
                .OrderBy(row => row.DueAt)
                .FirstOrDefaultAsync(cancellationToken);
            if (due is null)
            {
                return null;
            }

            var taken = await Held(db, due).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Attempts, due.Attempts + 1).SetProperty(row => row.DueAt, now + LeaseTime),
                cancellationToken);
            if (taken == 1)
            {
                due.Attempts++;
                return due;
            }

            // Another process was faster.
        }
    }

    private async Task DeliverAsync(IEventConsumer consumer, Delivery delivery, CancellationToken cancellationToken)
    {
        using var lease = new CancellationTokenSource(LeaseTime, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(lease.Token, cancellationToken);
        try
        {
            // Attempts without a result ended with their process, and the handler may be the cause.
            if (delivery.Attempts > MostAttempts)
            {
                throw new TimeoutException("The last attempt did not end.");
            }

            await consumer.HandleAsync(delivery.Event!, ending.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            await PostponeAsync(delivery, exception, cancellationToken);
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await Held(db, delivery).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, DeliveryState.Delivered).SetProperty(row => row.LastError, (string?)null),
            cancellationToken);
    }

    private async Task PostponeAsync(Delivery delivery, Exception exception, CancellationToken cancellationToken)
    {
        var state = delivery.Attempts < MostAttempts ? DeliveryState.Pending : DeliveryState.Failed;
        var dueAt = Now + DelayAfter(delivery.Attempts);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await Held(db, delivery).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, state).SetProperty(row => row.DueAt, dueAt).SetProperty(row => row.LastError, exception.Message),
            cancellationToken);
        if (state == DeliveryState.Failed)
        {
            logger.LogError(
                exception,
                "The event {Event} ({Kind}) was not delivered to {Consumer}: all {Attempts} attempts failed",
                delivery.EventId,
                delivery.Event!.Kind,
                delivery.Consumer,
                MostAttempts);
        }
        else
        {
            logger.LogWarning(
                exception,
                "The event {Event} ({Kind}) was not delivered to {Consumer}. The next attempt is at {DueAt:O}",
                delivery.EventId,
                delivery.Event!.Kind,
                delivery.Consumer,
                dueAt);
        }
    }

    /// <summary>The row, if no later attempt has begun.</summary>
    private static IQueryable<Delivery> Held(WorkbenchDbContext db, Delivery delivery) => db.Deliveries
        .Where(row => row.EventId == delivery.EventId && row.Consumer == delivery.Consumer)
        .Where(row => row.Attempts == delivery.Attempts && row.State == DeliveryState.Pending);

    private static TimeSpan DelayAfter(int attempts) =>
        TimeSpan.FromSeconds(Math.Min(FirstDelay.TotalSeconds * Math.Pow(2, attempts - 1), LongestDelay.TotalSeconds));
}
