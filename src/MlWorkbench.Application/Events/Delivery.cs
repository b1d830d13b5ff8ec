namespace MlWorkbench.Application.Events;

/// <summary>The delivery of an event to one consumer, written in the transaction of the event.</summary>
internal sealed class Delivery
{
    public Guid EventId { get; init; }

    public WorkbenchEvent? Event { get; init; }

    /// <summary>Name of the <see cref="IEventConsumer"/>.</summary>
    public required string Consumer { get; init; }

    public DeliveryState State { get; set; }

    /// <summary>Number of attempts, including the running one. An attempt that is no longer the newest changes nothing.</summary>
    public int Attempts { get; set; }

    /// <summary>Time of the next attempt. During an attempt, the end of its lease.</summary>
    public DateTime DueAt { get; set; }

    /// <summary>Message of the exception that ended the newest attempt, for administrators of the database.</summary>
    public string? LastError { get; set; }
}
