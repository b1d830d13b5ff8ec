namespace MlWorkbench.Application.Events;

/// <summary>Handles events after their commit: notifications, webhooks. Register it in <c>ApplicationServices</c>.</summary>
internal interface IEventConsumer
{
    /// <summary>Part of the stored deliveries, so it never changes.</summary>
    string Name { get; }

    /// <summary>Kinds of the events to deliver.</summary>
    IReadOnlySet<string> Kinds { get; }

    /// <summary>Handles the event. It may arrive again after a crash, so the consumer recognises an event by its id.</summary>
    /// <exception cref="Exception">The delivery is repeated later.</exception>
    Task HandleAsync(WorkbenchEvent happened, CancellationToken cancellationToken);
}
