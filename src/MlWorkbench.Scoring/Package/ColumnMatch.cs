using System.Globalization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Package;

/// <summary>Converts a table's columns to the types of a signature, because a file with other rows can have other inferred types.</summary>
public static class ColumnMatch
{
    /// <param name="firstRow">Rows of the data before the table's first one. They count in the row of an error.</param>
    /// <returns>The columns of the signature, in its order and with its types.</returns>
    /// <exception cref="SignatureException">A column is missing, or a value does not match the type of its column.</exception>
    public static Table Match(Table rows, ModelSignature signature, long firstRow = 0) => new([.. signature.Columns.Select(column => Match(
        rows.Find(column.Name) ?? throw new SignatureException($"Column '{column.Name}' is missing. The model requires it.", column.Name),
        column,
        firstRow))]);

    private static Column Match(Column given, SignatureColumn wanted, long firstRow) => given switch
    {
        NumericColumn numbers when IsNumeric(wanted.Type) => MatchNumbers(numbers, wanted),
        NumericColumn numbers => ToLevels(numbers, wanted),
        CategoricalColumn texts when IsNumeric(wanted.Type) => ToNumbers(texts, wanted, firstRow),
        CategoricalColumn texts => texts.Type == wanted.Type ? texts : new CategoricalColumn(texts.Name, wanted.Type, texts.Codes, texts.Levels),
        _ => throw new SignatureException($"Column '{wanted.Name}' must be {SignatureCheck.Describe(wanted.Type)}.", wanted.Name),
    };

    private static bool IsNumeric(ColumnType type) => type is ColumnType.Integer or ColumnType.Number or ColumnType.Date;

    private static NumericColumn MatchNumbers(NumericColumn given, SignatureColumn wanted)
    {
        var allMissing = Array.TrueForAll(given.Values, double.IsNaN);
        if (!allMissing && (given.Type == ColumnType.Date) != (wanted.Type == ColumnType.Date))
        {
            throw new SignatureException($"Column '{wanted.Name}' must be {SignatureCheck.Describe(wanted.Type)}, not {SignatureCheck.Describe(given.Type)}.", wanted.Name);
        }

        return given.Type == wanted.Type ? given : new NumericColumn(given.Name, wanted.Type, given.Values);
    }

    private static CategoricalColumn ToLevels(NumericColumn given, SignatureColumn wanted)
    {
        var levels = ColumnLevels.Of(given);
        return new CategoricalColumn(given.Name, wanted.Type, levels.Codes, levels.Levels);
    }

    private static NumericColumn ToNumbers(CategoricalColumn given, SignatureColumn wanted, long firstRow)
    {
        var values = new double[given.Length];
        for (var row = 0; row < values.Length; row++)
        {
            var text = given.TextAt(row);
            if (text is null)
            {
                values[row] = double.NaN;
            }
            else if (!SignatureCheck.TryParse(text, wanted.Type, out values[row]))
            {
                throw new SignatureException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Row {firstRow + row + 1}: '{SignatureCheck.Shorten(text)}' in column '{wanted.Name}' is not {SignatureCheck.Describe(wanted.Type)}."),
                    wanted.Name,
                    firstRow + row + 1);
            }
        }

        return new NumericColumn(given.Name, wanted.Type, values);
    }
}
