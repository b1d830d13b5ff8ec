namespace MlWorkbench.Application.Access.Audit;

internal sealed class AuditEntry
{
    /// <summary>1, 2, 3 …: order is by sequence, not by clock.</summary>
    public long Sequence { get; init; }

    public DateTime At { get; init; }

    public Guid ActorId { get; init; }

    public required string ActorName { get; init; }

    /// <summary>Past tense: <c>dataset.imported</c>, <c>transition.approved</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to: <c>dataset</c>, <c>model</c> …</summary>
    public required string SubjectKind { get; init; }

    public required string SubjectId { get; init; }

    public required string SubjectName { get; init; }

    public string? Details { get; init; }

    /// <summary>SHA-256 over the previous entry's hash and this entry.</summary>
    public required byte[] Hash { get; init; }
}
