namespace MlWorkbench.Application.Access.Audit;

/// <summary>One audit entry.</summary>
public sealed record AuditRecord
{
    public required long Sequence { get; init; }

    public required DateTime At { get; init; }

    /// <summary>The actor's name at that time.</summary>
    public required string Actor { get; init; }

    /// <summary>Id of the actor's account. All zero for the workbench itself.</summary>
    public required Guid ActorId { get; init; }

    /// <summary>Distinguishes people with similar names. Null for the workbench itself.</summary>
    public required string? ActorEmail { get; init; }

    public required string Action { get; init; }

    public required string SubjectKind { get; init; }

    public required string SubjectId { get; init; }

    public required string SubjectName { get; init; }

    public required string? Details { get; init; }

    /// <summary>Name of the project of the change. Null if it concerned the workbench.</summary>
    public required string? Project { get; init; }
}
