using MathNet.Numerics.Distributions;

namespace MlWorkbench.Engine.Evaluations.Intervals;

/// <summary>
/// Interval of a statistic that behaves like a mean over rows: the statistic ± t times the standard error of the influence of the rows (delta method).
/// </summary>
internal static class MeanInterval
{
    /// <param name="influence">Influence of each row on the statistic. For a plain mean, the values themselves.</param>
    public static Interval? Of(double statistic, ReadOnlySpan<double> influence)
    {
        var error = StandardError(influence);
        if (!double.IsFinite(error))
        {
            return null;
        }

        var half = Quantile(influence.Length - 1) * error;
        return new Interval(statistic - half, statistic + half);
    }

    /// <summary>Interval for a mean of losses, which is positive and skewed: symmetric on the log scale, so never below zero.</summary>
    public static Interval? OfPositive(double mean, ReadOnlySpan<double> losses)
    {
        var error = StandardError(losses);
        if (!double.IsFinite(error))
        {
            return null;
        }

        var factor = mean > 0 ? Math.Exp(Quantile(losses.Length - 1) * error / mean) : 1;
        return new Interval(mean / factor, mean * factor);
    }

    /// <summary>Standard error of the mean of the values. NaN for fewer than two values.</summary>
    public static double StandardError(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
        {
            return double.NaN;
        }

        var mean = 0.0;
        foreach (var value in values)
        {
            mean += value;
        }

        mean /= values.Length;
        var squares = 0.0;
        foreach (var value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return Math.Sqrt(squares / (values.Length - 1) / values.Length);
    }

    /// <summary>97.5 % quantile of Student's t.</summary>
    // Beyond 1,000 degrees of freedom t and normal agree to three digits, and the t quantile is slow to compute.
    public static double Quantile(int freedom) =>
        freedom > 1_000 ? NormalQuantile.TwoSided95 : StudentT.InvCDF(0, 1, freedom, 0.975);
}
