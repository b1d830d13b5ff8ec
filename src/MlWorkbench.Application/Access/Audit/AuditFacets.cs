namespace MlWorkbench.Application.Access.Audit;

/// <summary>Values by which the audit trail can be filtered. Actors are listed by e-mail address.</summary>
public sealed record AuditFacets(IReadOnlyList<string> Actors, IReadOnlyList<string> Actions, IReadOnlyList<string> Subjects);
