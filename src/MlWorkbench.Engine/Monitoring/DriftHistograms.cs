using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Monitoring;

/// <summary>Histograms for a chart: the same bins or levels for both samples.</summary>
internal static class DriftHistograms
{
    private const int Bins = 24;
    private const int MostLevels = 20;

    public static DriftHistogram Of(ColumnPair columns) =>
        columns.IsNumeric && columns.Distinct > MostLevels ? OfNumbers(columns) : OfLevels(columns);

    // A few extreme values must not squeeze all others into one bin. The range is that of the middle 99 %, unless nearly all of the range is.
    private static DriftHistogram OfNumbers(ColumnPair columns)
    {
        var low = Math.Min(Percentiles.At(columns.Reference, 0.005), Percentiles.At(columns.Current, 0.005));
        var high = Math.Max(Percentiles.At(columns.Reference, 0.995), Percentiles.At(columns.Current, 0.995));
        var (first, last) = (Math.Min(columns.Reference[0], columns.Current[0]), Math.Max(columns.Reference[^1], columns.Current[^1]));
        if (last - first < 1.5 * (high - low) || high == low)
        {
            (low, high) = (first, last);
        }

        var edges = new double[Bins + 1];
        for (var i = 0; i <= Bins; i++)
        {
            edges[i] = low + ((high - low) * i / Bins);
        }

        return new DriftHistogram(edges, null, Shares(columns.Reference, edges), Shares(columns.Current, edges));
    }

    private static double[] Shares(double[] sorted, double[] edges)
    {
        double[] open = [double.NegativeInfinity, .. edges[1..^1], double.PositiveInfinity];
        return Array.ConvertAll(SortedNumbers.Histogram(sorted, open), count => (double)count / sorted.Length);
    }

    private static DriftHistogram OfLevels(ColumnPair columns)
    {
        var levels = columns.Levels;
        var (reference, current) = (levels.ReferenceShares(), levels.CurrentShares());
        var order = Enumerable.Range(0, levels.Count);

        // Numbers are in ascending order, names by frequency.
        var shown = columns.IsNumeric ? order.ToArray() : [.. order.OrderByDescending(i => reference[i] + current[i])];
        if (shown.Length <= MostLevels)
        {
            return new DriftHistogram(null, [.. shown.Select(i => levels.Labels[i])], [.. shown.Select(i => reference[i])], [.. shown.Select(i => current[i])]);
        }

        var (kept, rest) = (shown[..(MostLevels - 1)], shown[(MostLevels - 1)..]);
        return new DriftHistogram(
            null,
            [.. kept.Select(i => levels.Labels[i]), $"{rest.Length} other levels"],
            [.. kept.Select(i => reference[i]), rest.Sum(i => reference[i])],
            [.. kept.Select(i => current[i]), rest.Sum(i => current[i])]);
    }
}
