namespace MlWorkbench.Application.Access.Audit;

/// <summary>Which audit entries; null takes all.</summary>
/// <param name="Search">Part of the actor, action, subject or details.</param>
/// <param name="Actor">E-mail address, id or name of who did it.</param>
/// <param name="Action">For example <c>transition.approved</c>.</param>
/// <param name="Subject">Kind of what it was done to, for example <c>dataset</c>.</param>
public sealed record AuditQuery(string? Search = null, string? Actor = null, string? Action = null, string? Subject = null);
