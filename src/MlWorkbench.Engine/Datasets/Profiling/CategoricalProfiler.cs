using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Profiling;

internal static class CategoricalProfiler
{
    public static ColumnProfile Profile(CategoricalColumn column)
    {
        var counts = EmptyCounts(column);
        Count(column, counts);
        return Profile(column, column.Length, counts);
    }

    /// <param name="column">A column with the levels.</param>
    /// <param name="rows">Number of rows, including missing values.</param>
    /// <param name="counts">Number of rows of each level.</param>
    public static ColumnProfile Profile(CategoricalColumn column, int rows, long[] counts)
    {
        var summary = new LevelSummary();
        if (column is Utf8Column { Utf8: { } levels })
        {
            summary.Add(levels, counts);
        }
        else
        {
            summary.Add(column.Levels, counts);
        }

        return summary.ToProfile(column.Name, column.Type, rows);
    }

    /// <summary>A count of zero for each level.</summary>
    public static long[] EmptyCounts(CategoricalColumn column) => new long[column is Utf8Column { Utf8: { } levels } ? levels.Count : column.Levels.Length];

    /// <summary>Adds the number of rows of each level.</summary>
    public static void Count(CategoricalColumn column, long[] counts)
    {
        foreach (var code in column.Codes)
        {
            if (code >= 0)
            {
                counts[code]++;
            }
        }
    }
}
