namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>Where the numbers of a column lie.</summary>
/// <param name="StandardDeviation">Of the sample (n − 1); 0 for a single value.</param>
/// <param name="Quantiles">At <see cref="Shares"/>, interpolated linearly between neighbours (Hyndman and Fan 1996, type 7).</param>
public sealed record NumberProfile(
    double Mean,
    double StandardDeviation,
    double Minimum,
    double Maximum,
    IReadOnlyList<double> Quantiles,
    Histogram Histogram)
{
    /// <summary>The shares of values below each of the quantiles.</summary>
    public static IReadOnlyList<double> Shares { get; } = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
}
