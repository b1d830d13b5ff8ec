using System.Globalization;

namespace MlWorkbench.Engine.Datasets.Quality;

/// <summary>Formats numbers and names for the sentences of findings.</summary>
internal static class QualityText
{
    public static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Rows(long number) => number == 1 ? "1 row" : $"{Count(number)} rows";

    public static string Columns(int number) => number == 1 ? "1 column" : $"{Count(number)} columns";

    public static string Percent(double share) => (share * 100).ToString(share is > 0 and < 0.01 or > 0.99 and < 1 ? "0.00" : "0.#", CultureInfo.InvariantCulture) + " %";

    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary><c>'a'</c>, <c>'a' and 'b'</c>, <c>'a', 'b', 'c' and 4 more</c>.</summary>
    /// <param name="most">Maximum number of listed names. The others are counted.</param>
    public static string Names(IReadOnlyCollection<string> names, int most = 3)
    {
        var shown = names.Take(most).Select(Quote).ToList();
        var rest = names.Count - shown.Count;
        return rest > 0 ? $"{string.Join(", ", shown)} and {Count(rest)} more"
            : shown.Count < 2 ? string.Concat(shown)
            : $"{string.Join(", ", shown.SkipLast(1))} and {shown[^1]}";
    }

    public static string Quote(string text) => text.Length <= 60 ? $"'{text}'" : $"'{text.AsSpan(0, 60)}…'";
}
