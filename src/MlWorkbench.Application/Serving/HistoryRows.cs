using System.Globalization;
using System.Text.Json;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Application.Serving;

/// <summary>Reads the history of one call: the rows from before the rows to score.</summary>
internal static class HistoryRows
{
    /// <param name="signature">The columns of the past that the model uses.</param>
    /// <param name="most">Most rows of one call.</param>
    /// <exception cref="WorkbenchException">Too many rows, or a row that the model cannot use.</exception>
    public static Table Read(JsonElement history, ModelSignature signature, int most)
    {
        if (history.ValueKind != JsonValueKind.Array)
        {
            throw new WorkbenchException(ErrorKind.Malformed, "history_malformed", "'history' must be an array with one object per earlier row.");
        }

        var count = history.GetArrayLength();
        if (count > most)
        {
            throw new WorkbenchException(ErrorKind.TooLarge, "history_long", string.Create(CultureInfo.InvariantCulture,
                $"The call has {count} rows of history; at most {most} are allowed. Send the latest ones of each group, or upload a new version of the " +
                $"dataset."));
        }

        var check = new SignatureCheck(signature);
        var rows = new ScoringRow[count];
        foreach (var (index, values) in history.EnumerateArray().Index())
        {
            rows[index] = ReadRow(values, index + 1, signature, check);
        }

        return new Table([.. signature.Columns.Select((column, position) => ColumnOf(column, position, rows))]);
    }

    private static ScoringRow ReadRow(JsonElement values, int number, ModelSignature signature, SignatureCheck check)
    {
        var row = new ScoringRow(signature.Columns.Count);
        var issues = new List<SignatureIssue>();
        check.Read(values, row, issues);
        if (issues.Find(issue => issue.IsError) is { } broken)
        {
            throw WorkbenchException.Invalid("history_invalid", string.Create(CultureInfo.InvariantCulture, $"Row {number} of the history: {broken.Message}"), number, broken.Column);
        }

        // A misspelt column would go unnoticed, and the answer would use old values.
        return signature.Columns.FirstOrDefault(column => !values.TryGetProperty(column.Name, out _)) is { } absent
            ? throw WorkbenchException.Invalid("history_invalid", string.Create(CultureInfo.InvariantCulture,
                $"Row {number} of the history has no '{absent.Name}', which the model looks back at. " +
                $"Send null if its value is unknown."), number, absent.Name)
            : row;
    }

    /// <summary>One column of rows that were read against a signature.</summary>
    internal static Column ColumnOf(SignatureColumn column, int position, ScoringRow[] rows) =>
        column.Type is ColumnType.Integer or ColumnType.Number or ColumnType.Date
        ? new NumericColumn(column.Name, column.Type, Array.ConvertAll(rows, row => row.Numbers[position]))
        : ColumnOf(column.Name, column.Type, Array.ConvertAll(rows, row => row.Texts[position]));

    internal static CategoricalColumn ColumnOf(string name, ColumnType type, string?[] texts)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] coded = Array.ConvertAll(
            texts, text => text is null ? CategoricalColumn.Missing : codes.TryGetValue(text, out var code) ? code : codes[text] = codes.Count);
        return new CategoricalColumn(name, type, coded, [.. codes.Keys]);
    }
}
