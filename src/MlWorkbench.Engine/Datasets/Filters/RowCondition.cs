using System.Diagnostics.CodeAnalysis;

namespace MlWorkbench.Engine.Datasets.Filters;

/// <summary>
/// A condition on one column of a row, written <c>age &gt;= 30</c>, <c>city = Bonn</c>, <c>name contains smith</c>, <c>city is missing</c> or <c>city is
/// present</c>. Ambiguous columns or values are in double quotes, with inner quotes doubled: <c>"a = b" != "x ""y"""</c>.
/// </summary>
/// <param name="Value">The value as text. Null if the operator does not need one.</param>
public sealed record RowCondition(string Column, ConditionOperator Operator, string? Value = null)
{
    private const int LongestText = 10_000;

    // Longer operators first, so that <= is not parsed as <.
    private static readonly (string Text, ConditionOperator Operator)[] Symbols =
    [
        ("!=", ConditionOperator.NotEqual), ("<=", ConditionOperator.LessOrEqual), (">=", ConditionOperator.GreaterOrEqual),
        ("=", ConditionOperator.Equal), ("<", ConditionOperator.Less), (">", ConditionOperator.Greater),
    ];

    private static readonly (string Text, ConditionOperator Operator)[] Words =
    [
        ("contains", ConditionOperator.Contains), ("is missing", ConditionOperator.Missing), ("is present", ConditionOperator.Present),
    ];

    /// <exception cref="EngineException">The text is not a condition.</exception>
    public static RowCondition Parse(string text) => TryParse(text, out var condition)
        ? condition
        : throw new EngineException(
            "filter_invalid",
            $"'{(text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…"))}' is not a condition. "
            + "Write a column, an operator (= != < <= > >= contains) and a value, or 'is missing' or 'is present' after the column. "
            + "If the column's name has such marks, put it in double quotes.");

    public static bool TryParse(string text, [NotNullWhen(true)] out RowCondition? condition)
    {
        condition = null;
        var rest = text.AsSpan().Trim();
        if (rest.Length > LongestText || !TryTakeColumn(ref rest, out var column) || !TryTakeOperator(ref rest, out var comparison) || rest.IsEmpty == NeedsValue(comparison))
        {
            return false;
        }

        condition = new RowCondition(column, comparison, rest.IsEmpty ? null : Unquote(rest));
        return true;
    }

    /// <summary>The text form, which <see cref="Parse"/> reads.</summary>
    public override string ToString()
    {
        var column = NeedsQuotes(Column) ? Quote(Column) : Column;
        var text = $"{column} {TextOf(Operator)}";
        return Value is null ? text : $"{text} {(Value.Length == 0 || Value[0] == '"' || Value.Trim().Length < Value.Length ? Quote(Value) : Value)}";
    }

    private static bool TryTakeColumn(ref ReadOnlySpan<char> text, out string column)
    {
        column = "";
        if (text.StartsWith('"'))
        {
            for (var end = 1; end < text.Length; end++)
            {
                if (text[end] != '"')
                {
                    continue;
                }

                if (end + 1 == text.Length || text[end + 1] != '"')
                {
                    column = Unquote(text[..(end + 1)]);
                    text = text[(end + 1)..].TrimStart();
                    return true;
                }

                end++;
            }

            return false;
        }

        var length = FindOperator(text);
        column = length < 0 ? "" : text[..length].Trim().ToString();
        text = length < 0 ? text : text[length..].TrimStart();
        return column.Length > 0;
    }

    private static bool TryTakeOperator(ref ReadOnlySpan<char> text, out ConditionOperator comparison)
    {
        foreach (var (known, meaning) in Symbols.AsSpan())
        {
            if (text.StartsWith(known, StringComparison.Ordinal))
            {
                comparison = meaning;
                text = text[known.Length..].Trim();
                return true;
            }
        }

        foreach (var (known, meaning) in Words.AsSpan())
        {
            if (StartsWithWord(text, known))
            {
                comparison = meaning;
                text = text[known.Length..].Trim();
                return true;
            }
        }

        comparison = default;
        return false;
    }

    /// <summary>Start of the first operator: a mark anywhere, or a word between spaces.</summary>
    private static int FindOperator(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '=' or '<' or '>' || text[at..].StartsWith("!=", StringComparison.Ordinal))
            {
                return at;
            }

            if (text[at] == ' ')
            {
                foreach (var (known, _) in Words.AsSpan())
                {
                    if (StartsWithWord(text[(at + 1)..], known))
                    {
                        return at;
                    }
                }
            }
        }

        return -1;
    }

    private static bool StartsWithWord(ReadOnlySpan<char> text, string word) =>
        text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (text.Length == word.Length || text[word.Length] == ' ');

    private static bool NeedsValue(ConditionOperator comparison) => comparison is not (ConditionOperator.Missing or ConditionOperator.Present);

    private static bool NeedsQuotes(string column) => column.Length == 0 || column[0] == '"' || column.Trim().Length < column.Length || FindOperator($"{column} ") >= 0;

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Unquote(ReadOnlySpan<char> text) =>
        text.Length >= 2 && text[0] == '"' && text[^1] == '"' ? text[1..^1].ToString().Replace("\"\"", "\"", StringComparison.Ordinal) : text.ToString();

    private static string TextOf(ConditionOperator comparison)
    {
        foreach (var (text, known) in Symbols.Concat(Words))
        {
            if (known == comparison)
            {
                return text;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "There is no such operator.");
    }
}
