using System.Globalization;
using System.Text;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Creates usable, distinct column names from any header row.</summary>
internal static class ColumnNames
{
    private const int LongestName = 200;

    public static string[] Repair(IReadOnlyList<string> header, List<ImportWarning> warnings)
    {
        var names = new string[header.Count];
        var taken = header.Select(Clean).Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            var name = Clean(header[i]);
            if (name.Length == 0)
            {
                name = Free($"column{Text(i + 1)}", taken, numbers);
                warnings.Add(new ImportWarning("header_empty", $"Column {Text(i + 1)} has no name in the header and was named '{name}'.", Column: name));
            }
            else if (used.Contains(name))
            {
                var first = name;
                name = Free(name, taken, numbers);
                warnings.Add(new ImportWarning("header_repeated", $"Column {Text(i + 1)} repeats the name '{first}' and was named '{name}'.", Column: name));
            }
            else if (name.Length < header[i].Length && header[i].Trim().Length > LongestName)
            {
                warnings.Add(new ImportWarning(
                    "header_long",
                    $"The name of column {Text(i + 1)} was shortened to {Text(LongestName)} characters.",
                    Column: name));
            }

            used.Add(name);
            names[i] = name;
        }

        return names;
    }

    public static string[] Number(int count) => [.. Enumerable.Range(1, count).Select(number => $"column{Text(number)}")];

    // Line breaks and other control characters in a name would break tables, logs and file names.
    private static string Clean(string name)
    {
        var cleaned = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            cleaned.Append(char.IsControl(character) ? ' ' : character);
        }

        var trimmed = cleaned.ToString().Trim();
        if (trimmed.Length <= LongestName)
        {
            return trimmed;
        }

        // Half of a character of two units is not text.
        return trimmed[..(char.IsHighSurrogate(trimmed[LongestName - 1]) ? LongestName - 1 : LongestName)].TrimEnd();
    }

    /// <param name="numbers">The last number of each name, so that thousands of columns with one name do not try all previous numbers.</param>
    private static string Free(string name, HashSet<string> taken, Dictionary<string, int> numbers)
    {
        var candidate = name;
        var number = numbers.GetValueOrDefault(name, 1);
        while (!taken.Add(candidate))
        {
            candidate = $"{name}_{Text(++number)}";
        }

        numbers[name] = number;
        return candidate;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
