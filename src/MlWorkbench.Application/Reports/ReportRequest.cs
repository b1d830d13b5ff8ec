namespace MlWorkbench.Application.Reports;

/// <summary>Request to share a report.</summary>
/// <param name="Title">If omitted, derived from the run or model version.</param>
/// <param name="ExpiresInDays">1 to 365. If omitted, 30.</param>
public sealed record ReportRequest(string? Title = null, int? ExpiresInDays = null);
