using MlWorkbench.Engine;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A line of the leaderboard.</summary>
/// <param name="Test">The search metric on the test split. Null before the end of the search.</param>
/// <param name="Worst">The worst segment with enough rows.</param>
/// <param name="EndedAtSearchSeconds">Search time at the end of the run.</param>
/// <param name="Reason">The reason for a failure or an early end.</param>
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
    Statement? Reason,
    bool HasModel);
