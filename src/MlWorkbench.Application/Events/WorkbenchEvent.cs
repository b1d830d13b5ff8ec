namespace MlWorkbench.Application.Events;

/// <summary>One change, written in its transaction. The audit entry and all notifications are made from it.</summary>
internal sealed class WorkbenchEvent
{
    public Guid Id { get; init; }

    /// <summary>Sequence number of the audit entry. Events are ordered by it, not by time.</summary>
    public long Sequence { get; set; }

    public DateTime At { get; init; }

    /// <summary>The stable code of the change.</summary>
    public required string Kind { get; init; }

    /// <summary>Null if the change concerns the workbench.</summary>
    public Guid? ProjectId { get; init; }

    public Guid ActorId { get; init; }

    public required string ActorName { get; init; }

    public required string SubjectKind { get; init; }

    public Guid SubjectId { get; init; }

    public required string SubjectName { get; init; }

    /// <summary>JSON of the <see cref="WorkbenchChange"/>.</summary>
    public required string Parameters { get; init; }
}
