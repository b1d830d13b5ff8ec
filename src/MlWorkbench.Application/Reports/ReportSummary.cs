namespace MlWorkbench.Application.Reports;

/// <summary>A report in the list of reports.</summary>
/// <param name="Model">Null for a report of a run that is not registered.</param>
public sealed record ReportSummary(
    Guid Id,
    string Title,
    Guid RunId,
    string? Model,
    int? Version,
    Guid CreatedById,
    string CreatedByName,
    DateTime CreatedAt,
    DateTime? ExpiresAt,
    DateTime? RevokedAt,
    int Views);
