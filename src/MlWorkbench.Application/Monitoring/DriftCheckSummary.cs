namespace MlWorkbench.Application.Monitoring;

/// <summary>A drift check in a list.</summary>
public sealed record DriftCheckSummary
{
    public required Guid Id { get; init; }

    public required int ModelVersion { get; init; }

    public required DriftCheckState State { get; init; }

    /// <summary>The current data: <c>churn, version 2</c>, or a window of logged predictions.</summary>
    public required string Against { get; init; }

    public required bool? Drifted { get; init; }

    /// <summary>Share of drifted features. Null until computed.</summary>
    public required double? DriftedShare { get; init; }

    public required string? Reason { get; init; }

    public required string CreatedByName { get; init; }

    public required DateTime CreatedAt { get; init; }
}
