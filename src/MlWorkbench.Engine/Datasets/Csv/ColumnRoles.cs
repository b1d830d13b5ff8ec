using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Infers the roles of columns.</summary>
internal static class ColumnRoles
{
    private const int FewestForIdentifier = 20;

    private static readonly string[] IdentifierWords = ["id", "key", "uuid", "guid", "index", "idx", "rownames", "rowid", "nr", "no", "number", "code"];

    public static ColumnRole Guess(string name, ColumnType type, ColumnScan column, int rows)
    {
        if (IsConstant(column))
        {
            return ColumnRole.Constant;
        }

        if (type == ColumnType.Date)
        {
            return ColumnRole.Time;
        }

        var mayIdentify = column.IsUnique && column.Missing == 0 && rows >= FewestForIdentifier;
        return mayIdentify && (type == ColumnType.Category || (type == ColumnType.Integer && IsKey(name, column, rows)))
            ? ColumnRole.Identifier
            : ColumnRole.Feature;
    }

    // If values are missing, the presence of a value is informative.
    private static bool IsConstant(ColumnScan column) => column.Values == 0 || (column.Missing == 0 && column.Levels is { Count: 1 });

    private static bool IsKey(string name, ColumnScan column, int rows) =>
        SaysIdentifier(name) || (column.Maximum - column.Minimum == rows - 1 && !AreYears(column));

    private static bool AreYears(ColumnScan column) => column.Minimum >= 1800 && column.Maximum <= 2200;

    /// <summary>Whether the last word of the name (customerID, order_no, Row Number) indicates an identifier.</summary>
    private static bool SaysIdentifier(string name)
    {
        var lower = name.ToLowerInvariant();
        return IdentifierWords.Any(word =>
            lower.EndsWith(word, StringComparison.Ordinal)
            && (lower.Length == word.Length || !char.IsLetter(name[^(word.Length + 1)]) || (char.IsLower(name[^(word.Length + 1)]) && char.IsUpper(name[^word.Length]))));
    }
}
