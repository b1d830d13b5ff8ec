namespace MlWorkbench.Application.Access.Audit;

/// <summary>The newest entry of the audit trail. Its hash covers every entry before it.</summary>
/// <param name="Sequence">0 for a trail without entries.</param>
public sealed record AuditHead(long Sequence, string Hash);
