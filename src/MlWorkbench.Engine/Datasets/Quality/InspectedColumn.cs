using MlWorkbench.Engine.Datasets.Profiling;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Quality;

/// <summary>A column as seen by the checks. Values that several checks need are computed once.</summary>
internal sealed class InspectedColumn(Column values, ColumnRole role)
{
    private double[]? _sorted;
    private long[]? _counts;

    public string Name => Values.Name;

    public Column Values { get; } = values;

    public ColumnType Type => Values.Type;

    public ColumnRole Role { get; } = role;

    public int Rows => Values.Length;

    public long Missing => Rows - Present;

    /// <summary>Rows with a value.</summary>
    public long Present => Values is NumericColumn ? Sorted.Length : Counts.Sum();

    public long Distinct => Values is NumericColumn ? SortedValues.CountDistinct(Sorted) : Counts.LongCount(count => count > 0);

    /// <summary>The values of a numeric column in ascending order, without missing ones.</summary>
    public double[] Sorted => _sorted ??= SortedValues.Of((NumericColumn)Values);

    /// <summary>Rows per level of a categorical column.</summary>
    public long[] Counts => _counts ??= Count((CategoricalColumn)Values);

    /// <summary>Rows of the most frequent value.</summary>
    public long MostFrequent => Values is NumericColumn ? LongestRun(Sorted) : Counts.DefaultIfEmpty().Max();

    private static long[] Count(CategoricalColumn column)
    {
        var counts = new long[column.Levels.Length];
        foreach (var code in column.Codes)
        {
            if (code >= 0)
            {
                counts[code]++;
            }
        }

        return counts;
    }

    private static long LongestRun(double[] sorted)
    {
        long longest = 0;
        long run = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 1;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
