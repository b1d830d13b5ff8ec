using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine;

/// <summary>The levels that occur in the rows of a column, most frequent first.</summary>
/// <param name="Codes">Positions in the column's levels.</param>
/// <param name="Rows">Number of rows of each level.</param>
internal sealed record ColumnLevelCounts(int[] Codes, int[] Rows, string[] Levels, int Missing)
{
    public static ColumnLevelCounts Of(CategoricalColumn column)
    {
        var rows = new int[column.Levels.Length + 1];
        foreach (var code in column.Codes)
        {
            rows[code + 1]++;
        }

        var codes = Enumerable.Range(0, column.Levels.Length)
            .Where(code => rows[code + 1] > 0)
            .OrderByDescending(code => rows[code + 1])
            .ThenBy(code => column.Levels[code], StringComparer.Ordinal)
            .ToArray();
        return new ColumnLevelCounts(codes, Array.ConvertAll(codes, code => rows[code + 1]), Array.ConvertAll(codes, code => column.Levels[code]), rows[0]);
    }
}
