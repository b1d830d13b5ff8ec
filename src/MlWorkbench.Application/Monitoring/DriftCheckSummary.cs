namespace MlWorkbench.Application.Monitoring;

/// <summary>A drift check in a list.</summary>
/// <param name="Against">The current data: <c>churn, version 2</c>, or a window of logged predictions.</param>
/// <param name="DriftedShare">Share of drifted features. Null until computed.</param>
public sealed record DriftCheckSummary(
    Guid Id,
    int ModelVersion,
    DriftCheckState State,
    string Against,
    bool? Drifted,
    double? DriftedShare,
    string? Reason,
    string CreatedByName,
    DateTime CreatedAt);
