namespace MlWorkbench.Application.Access.Audit;

/// <summary>One audit entry.</summary>
/// <param name="Actor">The actor's name at that time.</param>
/// <param name="ActorId">Id of the actor's account. All zero for the workbench itself.</param>
/// <param name="ActorEmail">Distinguishes people with similar names. Null for the workbench itself.</param>
/// <param name="Project">Name of the project of the change. Null if it concerned the workbench.</param>
public sealed record AuditRecord(long Sequence, DateTime At, string Actor, Guid ActorId, string? ActorEmail, string Action, string SubjectKind, string SubjectId, string SubjectName, string? Details, string? Project);
