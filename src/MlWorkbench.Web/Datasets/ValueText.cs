using System.Globalization;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Web.Datasets;

/// <summary>Formats values of columns for display.</summary>
internal static class ValueText
{
    public static string Of(double value, ColumnType type) => type switch
    {
        ColumnType.Date => DateText.Format(Math.Round(value)),
        ColumnType.Integer when Math.Abs(value) < 1e15 && value == Math.Floor(value) => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => Number(value),
    };

    /// <summary>Formats a number with about four significant digits.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        >= 1e9 or < 1e-4 => value.ToString("0.###e+0", CultureInfo.InvariantCulture),
        >= 10_000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("#,0.#", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.##", CultureInfo.InvariantCulture),
        >= 0.1 => value.ToString("0.###", CultureInfo.InvariantCulture),
        _ => value.ToString("0.#####", CultureInfo.InvariantCulture),
    };

    /// <summary>Formats a difference of two values. For dates, seconds become days.</summary>
    public static string Spread(double value, ColumnType type) => type == ColumnType.Date
        ? $"{Number(value / 86_400)} days"
        : Number(value);
}
