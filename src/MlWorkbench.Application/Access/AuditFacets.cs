namespace MlWorkbench.Application.Access;

/// <summary>What the audit trail can be filtered by.</summary>
public sealed record AuditFacets(IReadOnlyList<string> Actors, IReadOnlyList<string> Actions, IReadOnlyList<string> Subjects);
