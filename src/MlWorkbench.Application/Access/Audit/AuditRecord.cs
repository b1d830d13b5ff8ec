namespace MlWorkbench.Application.Access.Audit;

/// <summary>One thing that was done.</summary>
/// <param name="Actor">Name of who did it, as it was then.</param>
/// <param name="ActorId">Of their account; all zero for the workbench itself.</param>
/// <param name="ActorEmail">Tells apart people whose names are alike; null for the workbench itself.</param>
public sealed record AuditRecord(long Sequence, DateTime At, string Actor, Guid ActorId, string? ActorEmail, string Action, string SubjectKind, string SubjectId, string SubjectName, string? Details);
