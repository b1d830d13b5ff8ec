namespace MlWorkbench.Engine.Monitoring;

/// <summary>Bins of equal width over a range, with their number by Sturges 1926: log2(n) + 1, rounded up.</summary>
internal static class SturgesBins
{
    /// <summary>Counts over bins whose number depends on the rows of both samples.</summary>
    public static LevelCounts Count(double[] reference, double[] current)
    {
        var edges = Edges(reference, current, (long)reference.Length + current.Length);
        return new LevelCounts([], edges, SortedNumbers.Histogram(reference, edges), SortedNumbers.Histogram(current, edges));
    }

    /// <summary>Edges over the range of both samples.</summary>
    /// <param name="size">The n of the rule.</param>
    public static double[] Edges(double[] reference, double[] current, long size)
    {
        var low = Math.Min(reference[0], current[0]);
        var high = Math.Max(reference[^1], current[^1]);
        if (low == high)
        {
            return [low - 0.5, low + 0.5];
        }

        // Computed from the width, so that rounding gives the same number of bins as numpy's histogram_bin_edges.
        var width = (high - low) / (Math.Log2(size) + 1);
        var bins = (int)Math.Ceiling((high - low) / width);
        var step = (high - low) / bins;
        var edges = new double[bins + 1];
        for (var i = 0; i < bins; i++)
        {
            edges[i] = (i * step) + low;
        }

        edges[bins] = high;
        return edges;
    }
}
