using MlWorkbench.Application.Serving.Traffic;

namespace MlWorkbench.Application.Serving.Shadows;

/// <summary>Differences between a shadow and the answers to the same rows.</summary>
/// <param name="SamplePercent">Share of the calls that the shadow repeats. Zero after its removal.</param>
/// <param name="Rows">Rows that both scored.</param>
/// <param name="Dropped">Rows that the shadow did not repeat because its queue was full.</param>
/// <param name="MeanDifference">Mean of the shadow's score minus that of the answer. Null without rows.</param>
/// <param name="Low">Lower end of the 95 % interval of the mean. Null with fewer than two rows.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="LabelsDiffer">Rows with another label.</param>
/// <param name="Errors">Calls that the shadow could not repeat.</param>
/// <param name="P95Ratio">95th percentile of the shadow's duration, divided by that of the answers. Null without rows.</param>
public sealed record ShadowComparison(
    int Version,
    double SamplePercent,
    long Rows,
    long Dropped,
    double? MeanDifference,
    double? Low,
    double? High,
    long LabelsDiffer,
    long Errors,
    double? P95Ratio)
{
    /// <summary>Quantile of the standard normal distribution for 95 %. With paired rows, the mean is normal by the central limit theorem.</summary>
    private const double Z = 1.959964;

    internal static ShadowComparison Of(int version, double samplePercent, TrafficTotals totals)
    {
        var rows = (double)totals.Rows;
        double? mean = totals.Rows == 0 ? null : totals.Difference / rows;
        double? half = totals.Rows < 2
            ? null
            : Z * Math.Sqrt(Math.Max(0, totals.SquaredDifference - (totals.Difference * totals.Difference / rows)) / (rows - 1) / rows);
        return new ShadowComparison(
            version,
            samplePercent,
            totals.Rows,
            totals.Dropped,
            mean,
            mean - half,
            mean + half,
            totals.LabelsDiffer,
            totals.Refused + totals.Failed,
            totals.Latencies.Quantile(0.95) / totals.AnswerLatencies.Quantile(0.95));
    }
}
