using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>The values of a numeric column in ascending order, without missing ones.</summary>
internal static class SortedValues
{
    public static double[] Of(NumericColumn column) => new ColumnSorter().Sort(column).ToArray();

    public static long CountDistinct(ReadOnlySpan<double> sorted)
    {
        var distinct = sorted.IsEmpty ? 0L : 1L;
        for (var i = 1; i < sorted.Length; i++)
        {
            distinct += sorted[i] != sorted[i - 1] ? 1 : 0;
        }

        return distinct;
    }

    /// <summary>Interpolates linearly between neighbours (Hyndman and Fan 1996, type 7, the default of numpy and R).</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var lower = (int)position;
        var weight = position - lower;
        return weight == 0 ? sorted[lower] : (sorted[lower] * (1 - weight)) + (sorted[lower + 1] * weight);
    }
}
