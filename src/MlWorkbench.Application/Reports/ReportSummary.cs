namespace MlWorkbench.Application.Reports;

/// <summary>A report in the list of reports.</summary>
public sealed record ReportSummary
{
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public required Guid RunId { get; init; }

    /// <summary>Null for a report of a run that is not registered.</summary>
    public required string? Model { get; init; }

    public required int? Version { get; init; }

    public required Guid CreatedById { get; init; }

    public required string CreatedByName { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime? ExpiresAt { get; init; }

    public required DateTime? RevokedAt { get; init; }

    public required int Views { get; init; }
}
