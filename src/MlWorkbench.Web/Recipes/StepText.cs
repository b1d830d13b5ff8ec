using System.Globalization;

namespace MlWorkbench.Web.Recipes;

/// <summary>Formats and parses numbers in fields of a step.</summary>
internal static class StepText
{
    public static string Join<T>(IEnumerable<T>? numbers)
        where T : IFormattable => string.Join(", ", (numbers ?? []).Select(number => number.ToString(null, CultureInfo.InvariantCulture)));

    /// <summary>Parses a list of numbers. Invalid numbers are skipped.</summary>
    public static IReadOnlyList<T> Split<T>(object? text)
        where T : IParsable<T> =>
        [
            .. ((string?)text ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(part => T.TryParse(part, CultureInfo.InvariantCulture, out var number) ? (Read: true, Number: number) : default)
                .Where(part => part.Read)
                .Select(part => part.Number!),
        ];

    /// <summary>Parses a number. Null if it is invalid.</summary>
    public static T? Read<T>(object? text)
        where T : struct, IParsable<T> => T.TryParse((string?)text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
