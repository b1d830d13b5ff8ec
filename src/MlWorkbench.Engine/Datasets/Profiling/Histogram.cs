namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>Counts of values in adjacent bins of equal width.</summary>
/// <param name="Edges">Edges in ascending order, one more than bins. A bin includes its lower edge; the last bin also includes its upper edge.</param>
public sealed record Histogram(IReadOnlyList<double> Edges, IReadOnlyList<long> Counts)
{
    private const int MaxBins = 30;

    /// <summary>
    /// The number of bins is the larger one of Sturges' rule and the Freedman-Diaconis rule (numpy's <c>auto</c>), at most 30. Whole numbers within a range
    /// of 30 have one bin each.
    /// </summary>
    /// <param name="sorted">At least one value, in ascending order.</param>
    internal static Histogram Of(ReadOnlySpan<double> sorted, bool areWhole)
    {
        var (minimum, maximum) = (sorted[0], sorted[^1]);
        if (minimum == maximum || (areWhole && maximum - minimum < MaxBins))
        {
            return Count(sorted, minimum - 0.5, maximum + 0.5, areWhole ? (int)(maximum - minimum) + 1 : 1);
        }

        return Count(sorted, minimum, maximum, Bins(sorted, maximum - minimum));
    }

    private static int Bins(ReadOnlySpan<double> sorted, double range)
    {
        var sturges = Math.Log2(sorted.Length) + 1;
        var width = 2 * (SortedValues.Quantile(sorted, 0.75) - SortedValues.Quantile(sorted, 0.25)) / Math.Cbrt(sorted.Length);
        var freedmanDiaconis = width > 0 ? range / width : 0;
        return (int)Math.Ceiling(Math.Min(MaxBins, Math.Max(sturges, freedmanDiaconis)));
    }

    private static Histogram Count(ReadOnlySpan<double> sorted, double minimum, double maximum, int bins)
    {
        var edges = new double[bins + 1];
        var counts = new long[bins];
        for (var i = 0; i <= bins; i++)
        {
            edges[i] = i == bins ? maximum : minimum + ((maximum - minimum) * i / bins);
        }

        var bin = 0;
        foreach (var value in sorted)
        {
            while (bin < bins - 1 && value >= edges[bin + 1])
            {
                bin++;
            }

            counts[bin]++;
        }

        return new Histogram(edges, counts);
    }
}
