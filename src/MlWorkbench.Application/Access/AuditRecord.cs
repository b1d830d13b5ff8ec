namespace MlWorkbench.Application.Access;

/// <summary>One thing that was done.</summary>
public sealed record AuditRecord(long Sequence, DateTime At, string Actor, string Action, string SubjectKind, string SubjectId, string SubjectName, string? Details);
