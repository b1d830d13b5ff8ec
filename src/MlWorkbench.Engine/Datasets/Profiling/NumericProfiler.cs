using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Profiling;

internal static class NumericProfiler
{
    /// <param name="missing">Number of missing values.</param>
    /// <param name="sorted">All other values in ascending order.</param>
    public static ColumnProfile Profile(string name, ColumnType type, long missing, ReadOnlySpan<double> sorted)
    {
        var numbers = sorted.Length == 0 ? null : Describe(sorted, type == ColumnType.Integer);
        return new ColumnProfile(name, type, missing, SortedValues.CountDistinct(sorted), numbers, null, null);
    }

    private static NumberProfile Describe(ReadOnlySpan<double> sorted, bool areWhole)
    {
        var mean = Mean(sorted);
        return new NumberProfile(
            mean,
            StandardDeviation(sorted, mean),
            sorted[0],
            sorted[^1],
            Quantiles(sorted),
            Histogram.Of(sorted, areWhole));
    }

    private static double[] Quantiles(ReadOnlySpan<double> sorted)
    {
        var quantiles = new double[NumberProfile.Shares.Count];
        for (var i = 0; i < quantiles.Length; i++)
        {
            quantiles[i] = SortedValues.Quantile(sorted, NumberProfile.Shares[i]);
        }

        return quantiles;
    }

    // Relative to the median, so that neither huge values overflow the sum nor large offsets (dates) lose its digits.
    private static double Mean(ReadOnlySpan<double> sorted)
    {
        var middle = sorted[sorted.Length / 2];
        double sum = 0;
        foreach (var value in sorted)
        {
            sum += (value - middle) / sorted.Length;
        }

        return middle + sum;
    }

    private static double StandardDeviation(ReadOnlySpan<double> values, double mean)
    {
        if (values.Length == 1)
        {
            return 0;
        }

        // Scaled by the largest deviation, so that no square overflows.
        var scale = Math.Max(values[^1] - mean, mean - values[0]);
        if (scale == 0)
        {
            return 0;
        }

        double sum = 0;
        foreach (var value in values)
        {
            var deviation = (value - mean) / scale;
            sum += deviation * deviation;
        }

        return scale * Math.Sqrt(sum / (values.Length - 1));
    }
}
