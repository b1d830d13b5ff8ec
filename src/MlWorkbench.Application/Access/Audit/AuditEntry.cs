namespace MlWorkbench.Application.Access.Audit;

internal sealed class AuditEntry
{
    /// <summary>1, 2, 3 … Entries are ordered by sequence, not by time.</summary>
    public long Sequence { get; init; }

    public DateTime At { get; init; }

    public Guid ActorId { get; init; }

    public required string ActorName { get; init; }

    /// <summary>A verb in the past tense: <c>dataset.imported</c>, <c>transition.approved</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Kind of the object: <c>dataset</c>, <c>model</c> …</summary>
    public required string SubjectKind { get; init; }

    public required string SubjectId { get; init; }

    public required string SubjectName { get; init; }

    public string? Details { get; init; }

    /// <summary>The project of the change. Null if it concerned the workbench, and for entries of versions without projects.</summary>
    public Guid? ProjectId { get; init; }

    /// <summary>SHA-256 over the previous entry's hash and this entry.</summary>
    public required byte[] Hash { get; init; }
}
