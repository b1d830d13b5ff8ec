namespace MlWorkbench.Engine.Monitoring;

/// <summary>Counts over sorted arrays.</summary>
internal static class SortedNumbers
{
    public static int CountDistinct(double[] sorted)
    {
        var distinct = sorted.Length == 0 ? 0 : 1;
        for (var i = 1; i < sorted.Length; i++)
        {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
        }

        return distinct;
    }

    public static int CountDistinct(double[] first, double[] second)
    {
        var (i, j, distinct) = (0, 0, 0);
        while (i < first.Length || j < second.Length)
        {
            var value = Smaller(first, i, second, j);
            i = SkipValue(first, i, value);
            j = SkipValue(second, j, value);
            distinct++;
        }

        return distinct;
    }

    public static LevelCounts CountValues(double[] reference, double[] current)
    {
        var (labels, ofReference, ofCurrent) = (new List<string>(), new List<long>(), new List<long>());
        var (i, j) = (0, 0);
        while (i < reference.Length || j < current.Length)
        {
            var value = Smaller(reference, i, current, j);
            var (nextI, nextJ) = (SkipValue(reference, i, value), SkipValue(current, j, value));
            labels.Add(ColumnPair.Text(value));
            ofReference.Add(nextI - i);
            ofCurrent.Add(nextJ - j);
            (i, j) = (nextI, nextJ);
        }

        return new LevelCounts(labels, null, [.. ofReference], [.. ofCurrent]);
    }

    /// <summary>The next smallest value in either array.</summary>
    public static double Smaller(double[] first, int i, double[] second, int j)
    {
        if (i == first.Length)
        {
            return second[j];
        }

        return j == second.Length ? first[i] : Math.Min(first[i], second[j]);
    }

    /// <summary>First position at or after <paramref name="i"/> with another value than <paramref name="value"/>.</summary>
    public static int SkipValue(double[] sorted, int i, double value)
    {
        while (i < sorted.Length && sorted[i] == value)
        {
            i++;
        }

        return i;
    }

    /// <summary>Rows per bin. A value on an edge is in the bin above it; the last edge is in the last bin.</summary>
    public static long[] Histogram(double[] sorted, double[] edges)
    {
        var counts = new long[edges.Length - 1];
        var start = LowerBound(sorted, edges[0]);
        for (var bin = 0; bin < counts.Length; bin++)
        {
            var end = bin == counts.Length - 1 ? UpperBound(sorted, edges[bin + 1]) : LowerBound(sorted, edges[bin + 1]);
            counts[bin] = end - start;
            start = end;
        }

        return counts;
    }

    private static int LowerBound(double[] sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static int UpperBound(double[] sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
