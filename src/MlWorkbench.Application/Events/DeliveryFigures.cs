using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Events;

/// <summary>Number of events that wait for their delivery, by consumer.</summary>
internal sealed class DeliveryFigures : IFigures
{
    private readonly IDbContextFactory<WorkbenchDbContext> _contexts;
    private readonly IReadOnlyList<string> _consumers;
    private volatile IReadOnlyList<Measurement<int>> _waiting = [];

    public DeliveryFigures(IDbContextFactory<WorkbenchDbContext> contexts, IEnumerable<IEventConsumer> consumers, IMeterFactory meters)
    {
        _contexts = contexts;
        _consumers = [.. consumers.Select(consumer => consumer.Name)];
        meters.Create(WorkbenchTelemetry.Name).CreateObservableGauge(
            "mlworkbench.event.deliveries.waiting", () => _waiting, "{delivery}", "Events that wait for their delivery or its next attempt.");
    }

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Deliveries
            .Where(delivery => delivery.State == DeliveryState.Pending)
            .GroupBy(delivery => delivery.Consumer)
            .Select(consumer => new { consumer.Key, Deliveries = consumer.Count() })
            .ToDictionaryAsync(consumer => consumer.Key, consumer => consumer.Deliveries, cancellationToken);
        _waiting = [.. _consumers.Select(name => new Measurement<int>(waiting.GetValueOrDefault(name), KeyValuePair.Create("consumer", (object?)name)))];
    }
}
