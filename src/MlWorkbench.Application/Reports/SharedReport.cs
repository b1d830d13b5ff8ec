namespace MlWorkbench.Application.Reports;

/// <summary>A new report.</summary>
/// <param name="Token">The secret of its link. Only its hash is stored, so it can be shown only once.</param>
public sealed record SharedReport(Guid Id, string Token, DateTime ExpiresAt);
