namespace MlWorkbench.Application.Reports;

/// <summary>How a report is shared.</summary>
/// <param name="Title">Left out: made from what is reported.</param>
/// <param name="ExpiresInDays">1 to 365; left out: 30.</param>
public sealed record ReportRequest(string? Title = null, int? ExpiresInDays = null);
