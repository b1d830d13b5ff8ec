namespace MlWorkbench.Application.Access.Audit;

/// <summary>Filter of audit entries. A null value matches all entries.</summary>
/// <param name="Search">Part of the actor, action, subject or details.</param>
/// <param name="Actor">E-mail address, id or name of the actor.</param>
/// <param name="Action">Name of the action, for example <c>transition.approved</c>.</param>
/// <param name="Subject">Kind of the object, for example <c>dataset</c>.</param>
/// <param name="Project">Name of the project.</param>
public sealed record AuditQuery(string? Search = null, string? Actor = null, string? Action = null, string? Subject = null, string? Project = null);
