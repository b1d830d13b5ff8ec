namespace MlWorkbench.Application.Access.Audit;

/// <summary>What the audit trail can be filtered by; actors by their e-mail address.</summary>
public sealed record AuditFacets(IReadOnlyList<string> Actors, IReadOnlyList<string> Actions, IReadOnlyList<string> Subjects);
