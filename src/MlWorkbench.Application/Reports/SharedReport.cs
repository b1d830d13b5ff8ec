namespace MlWorkbench.Application.Reports;

/// <summary>A report just made.</summary>
/// <param name="Token">The secret of its link; it is kept as a hash only, so it can be shown this once.</param>
public sealed record SharedReport(Guid Id, string Token, DateTime ExpiresAt);
