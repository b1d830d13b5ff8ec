using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A run as a line of the leaderboard.</summary>
/// <param name="Test">The search metric on the test split; null before the end of the search.</param>
/// <param name="Worst">The worst segment with enough rows.</param>
/// <param name="EndedAtSearchSeconds">Search time when it ended.</param>
/// <param name="Reason">Why it failed or was cut short.</param>
public sealed record RunSummary(
    Guid Id,
    int Number,
    string Trainer,
    string Title,
    RunState State,
    MetricValue? Validation,
    MetricValue? Test,
    SegmentMetric? Worst,
    double Seconds,
    double? EndedAtSearchSeconds,
    string? Reason,
    bool HasModel);
