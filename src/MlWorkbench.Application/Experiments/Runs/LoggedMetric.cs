namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A value to append to a series of a run.</summary>
/// <param name="Step">Position in the series: an epoch, a round or a fold. 0 if there is only one.</param>
/// <param name="At">Time of the value. If null, the time of the call.</param>
/// <param name="Low">Lower end of the 95 % interval. Null without an interval.</param>
public sealed record LoggedMetric(
    string Name,
    double Value,
    MetricSplit Split = MetricSplit.Unknown,
    long Step = 0,
    DateTime? At = null,
    double? Low = null,
    double? High = null);
