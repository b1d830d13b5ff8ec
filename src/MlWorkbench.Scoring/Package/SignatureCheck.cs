using System.Globalization;
using System.Text;
using System.Text.Json;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Package;

/// <summary>Converts rows from callers, values by column name, to rows to score, and reports issues with the signature. Thread-safe.</summary>
public sealed class SignatureCheck
{
    private const int ShownCharacters = 60;

    private readonly ModelSignature _signature;
    private readonly Dictionary<string, int> _positions;
    private readonly HashSet<string>?[] _levels;
    private readonly byte[][] _names;

    public SignatureCheck(ModelSignature signature)
    {
        _signature = signature;
        _positions = new Dictionary<string, int>(StringComparer.Ordinal);
        _levels = new HashSet<string>?[signature.Columns.Count];
        _names = [.. signature.Columns.Select(column => Encoding.UTF8.GetBytes(column.Name))];
        for (var i = 0; i < signature.Columns.Count; i++)
        {
            var column = signature.Columns[i];
            _positions.Add(column.Name, i);
            _levels[i] = column.LevelsAreComplete ? [.. column.Levels] : null;
        }
    }

    /// <summary>Fills <paramref name="row"/> from a JSON object of values by column name. Omitted values and null are missing.</summary>
    /// <param name="issues">Receives the issues. The row can be scored if none of them is an error.</param>
    public void Read(JsonElement values, ScoringRow row, ICollection<SignatureIssue> issues)
    {
        row.Clear();
        if (values.ValueKind != JsonValueKind.Object)
        {
            issues.Add(new SignatureIssue(IssueKind.WrongType, null, "A row must be an object of values by column name."));
            return;
        }

        var columns = _signature.Columns.Count;
        var given = columns <= 256 ? stackalloc bool[columns] : new bool[columns];
        var next = 0;
        foreach (var property in values.EnumerateObject())
        {
            // Most callers send the columns in the order of the signature, and then no text is made of their names.
            var position = next;
            if ((next >= columns || !property.NameEquals(_names[next])) && !_positions.TryGetValue(property.Name, out position))
            {
                issues.Add(new SignatureIssue(IssueKind.UnknownColumn, property.Name, $"The model does not use column '{Shorten(property.Name)}'."));
            }
            else
            {
                given[position] = true;
                next = position + 1;
                ReadValue(property.Value, position, row, issues);
            }
        }

        AddMissing(given, issues);
    }

    /// <summary>Reads a number or a date for a signature column of that type, with invariant culture and ISO 8601.</summary>
    public static bool TryParse(string text, ColumnType type, out double value)
    {
        if (type == ColumnType.Date)
        {
            var parsed = DateTime.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces, out var moment);
            value = parsed ? DateText.ToUnixSeconds(moment) : double.NaN;
            return parsed;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>A column type in words: "a number".</summary>
    public static string Describe(ColumnType type) => type switch
    {
        ColumnType.Integer => "a whole number",
        ColumnType.Number => "a number",
        ColumnType.Date => "a date (ISO 8601)",
        ColumnType.Boolean => "a yes or no",
        _ => "a text",
    };

    internal static string Shorten(string text) => text.Length <= ShownCharacters ? text : text[..ShownCharacters] + "…";

    private void ReadValue(JsonElement value, int position, ScoringRow row, ICollection<SignatureIssue> issues)
    {
        var column = _signature.Columns[position];
        if (value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.ValueEquals("")))
        {
            issues.Add(Missing(column));
        }
        else if (column.Type is ColumnType.Integer or ColumnType.Number or ColumnType.Date)
        {
            ReadNumber(value, position, row, issues);
        }
        else
        {
            ReadText(value, position, row, issues);
        }
    }

    private void ReadNumber(JsonElement value, int position, ScoringRow row, ICollection<SignatureIssue> issues)
    {
        var column = _signature.Columns[position];
        var read = value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDouble(out row.Numbers[position]) && column.Type != ColumnType.Date && double.IsFinite(row.Numbers[position]),
            JsonValueKind.String => TryParse(value.GetString()!, column.Type, out row.Numbers[position]),
            _ => false,
        };
        if (!read)
        {
            row.Numbers[position] = double.NaN;
            issues.Add(WrongType(value, column));
        }
    }

    private void ReadText(JsonElement value, int position, ScoringRow row, ICollection<SignatureIssue> issues)
    {
        var column = _signature.Columns[position];
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True or JsonValueKind.False => SpellBoolean(value.GetBoolean(), column),
            _ => null,
        };
        row.Texts[position] = text;
        if (text is null)
        {
            issues.Add(WrongType(value, column));
        }
        else if (_levels[position] is { } levels && !levels.Contains(text))
        {
            issues.Add(new SignatureIssue(
                IssueKind.UnknownLevel,
                column.Name,
                $"'{Shorten(text)}' in column '{Shorten(column.Name)}' is an unknown category."));
        }
    }

    // Converts JSON's true and false to the spelling of the data: Yes/No, Y/N, 1/0 …
    private static string SpellBoolean(bool value, SignatureColumn column)
    {
        string[] spellings = value ? ["true", "yes", "y", "t", "1", "on"] : ["false", "no", "n", "f", "0", "off"];
        return column.Levels.FirstOrDefault(level => spellings.Contains(level, StringComparer.OrdinalIgnoreCase)) ?? spellings[0];
    }

    private void AddMissing(ReadOnlySpan<bool> given, ICollection<SignatureIssue> issues)
    {
        for (var i = 0; i < given.Length; i++)
        {
            if (!given[i])
            {
                issues.Add(Missing(_signature.Columns[i]));
            }
        }
    }

    private static SignatureIssue Missing(SignatureColumn column) =>
        new(IssueKind.MissingValue, column.Name, $"Column '{Shorten(column.Name)}' has no value.");

    private static SignatureIssue WrongType(JsonElement value, SignatureColumn column) =>
        new(IssueKind.WrongType, column.Name, $"Column '{Shorten(column.Name)}' must be {Describe(column.Type)}, not {Shorten(value.GetRawText())}.");
}
