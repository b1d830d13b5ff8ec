namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>Distribution of the numbers of a column.</summary>
/// <param name="StandardDeviation">Standard deviation of the sample (n − 1). 0 for a single value.</param>
/// <param name="Quantiles">Quantiles at <see cref="Shares"/>, interpolated linearly between neighbours (Hyndman and Fan 1996, type 7).</param>
public sealed record NumberProfile(
    double Mean,
    double StandardDeviation,
    double Minimum,
    double Maximum,
    IReadOnlyList<double> Quantiles,
    Histogram Histogram)
{
    /// <summary>The share of values below each quantile.</summary>
    public static IReadOnlyList<double> Shares { get; } = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
}
