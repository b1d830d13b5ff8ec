using System.Globalization;

namespace MlWorkbench.Scoring.Data;

/// <summary>Reads numbers as levels, like texts, because a shop's number identifies it as well as a name.</summary>
internal static class ColumnLevels
{
    /// <summary>Whether single rows can be read as levels. Fractions and dates hardly repeat.</summary>
    public static bool CanRead(ColumnType type) => type is not (ColumnType.Date or ColumnType.Number);

    /// <summary>The column itself, or its numbers as levels in order of first occurrence.</summary>
    public static CategoricalColumn Of(Column column)
    {
        if (column is CategoricalColumn categories)
        {
            return categories;
        }

        var values = ((NumericColumn)column).Values;
        var levels = new List<string>();
        var codes = new int[values.Length];
        var known = new Dictionary<double, int>();
        for (var row = 0; row < codes.Length; row++)
        {
            if (TextOf(values[row], column.Type) is not { } text)
            {
                codes[row] = CategoricalColumn.Missing;
            }
            else if (!known.TryGetValue(values[row], out codes[row]))
            {
                codes[row] = levels.Count;
                known.Add(values[row], levels.Count);
                levels.Add(text);
            }
        }

        return new CategoricalColumn(column.Name, ColumnType.Category, codes, [.. levels]);
    }

    /// <summary>Reads one value of a row as a level.</summary>
    public static string? TextOf(ScoringRow row, int position) => row.Texts[position] ?? TextOf(row.Numbers[position], ColumnType.Integer);

    // Minus zero equals zero but has another spelling.
    private static string? TextOf(double value, ColumnType type)
    {
        if (double.IsNaN(value))
        {
            return null;
        }

        return type == ColumnType.Date ? DateText.Format(value) : (value == 0 ? 0 : value).ToString("R", CultureInfo.InvariantCulture);
    }
}
