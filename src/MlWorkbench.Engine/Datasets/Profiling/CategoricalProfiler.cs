using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Profiling;

internal static class CategoricalProfiler
{
    private const int TopCount = 20;
    private const int LongestShown = 200;

    public static ColumnProfile Profile(CategoricalColumn column)
    {
        var counts = new long[column.Levels.Length];
        Count(column.Codes, counts);
        return Profile(column.Name, column.Type, column.Length, column.Levels, counts);
    }

    /// <param name="rows">Number of rows, including missing values.</param>
    /// <param name="counts">Number of rows of each level.</param>
    public static ColumnProfile Profile(string name, ColumnType type, int rows, string[] levels, long[] counts) =>
        new(name, type, rows - counts.Sum(), counts.LongCount(count => count > 0), null, Top(levels, counts), Lengths(levels, counts));

    /// <summary>Adds the number of rows of each level among the codes.</summary>
    public static void Count(ReadOnlySpan<int> codes, long[] counts)
    {
        foreach (var code in codes)
        {
            if (code >= 0)
            {
                counts[code]++;
            }
        }
    }

    private static List<ValueCount> Top(string[] levels, long[] counts) =>
        [.. Enumerable.Range(0, levels.Length)
            .Where(code => counts[code] > 0)
            .OrderByDescending(code => counts[code])
            .ThenBy(code => levels[code], StringComparer.Ordinal)
            .Take(TopCount)
            .Select(code => new ValueCount(Shorten(levels[code]), counts[code]))];

    private static TextLengths? Lengths(string[] levels, long[] counts)
    {
        var (shortest, longest, total, values) = (int.MaxValue, 0, 0d, 0L);
        for (var code = 0; code < levels.Length; code++)
        {
            if (counts[code] > 0)
            {
                shortest = Math.Min(shortest, levels[code].Length);
                longest = Math.Max(longest, levels[code].Length);
                total += (double)levels[code].Length * counts[code];
                values += counts[code];
            }
        }

        return values == 0 ? null : new TextLengths(shortest, total / values, longest);
    }

    private static string Shorten(string value) => value.Length <= LongestShown ? value : string.Concat(value.AsSpan(0, LongestShown), "…");
}
