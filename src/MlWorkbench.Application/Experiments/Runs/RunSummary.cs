using MlWorkbench.Engine;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A line of the leaderboard.</summary>
public sealed record RunSummary
{
    public required Guid Id { get; init; }

    public required int Number { get; init; }

    public required string Trainer { get; init; }

    public required string Title { get; init; }

    public required RunState State { get; init; }

    public required MetricValue? Validation { get; init; }

    /// <summary>The search metric on the test split. Null before the end of the search.</summary>
    public required MetricValue? Test { get; init; }

    /// <summary>The worst segment with enough rows.</summary>
    public required SegmentMetric? Worst { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Search time at the end of the run.</summary>
    public required double? EndedAtSearchSeconds { get; init; }

    /// <summary>The reason for a failure or an early end.</summary>
    public required Statement? Reason { get; init; }

    public required bool HasModel { get; init; }
}
