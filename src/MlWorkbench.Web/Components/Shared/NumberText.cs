using System.Globalization;

namespace MlWorkbench.Web.Components.Shared;

/// <summary>Formats numbers, sizes and durations for every page.</summary>
internal static class NumberText
{
    /// <summary>Formats a metric with just enough digits to distinguish models: 0.8421, 12.34, 1,234.</summary>
    public static string Metric(double value) => Math.Abs(value) switch
    {
        >= 1_000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };

    /// <summary><c>0.842 (0.824–0.860)</c></summary>
    public static string MetricWithInterval(double value, double? low, double? high) =>
        low is { } l && high is { } h ? $"{Metric(value)} ({Metric(l)}–{Metric(h)})" : Metric(value);

    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Percent(double share) => (share * 100).ToString(share is > 0 and < 0.01 or > 0.99 and < 1 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " %";

    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.##} GB"),
    };

    /// <summary><c>0.4 s</c>, <c>12 s</c>, <c>1 m 12 s</c>, <c>2 h 5 m</c></summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 3_600 => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(Math.Round(seconds) / 60):0} m{(Math.Round(seconds) % 60 is > 0 and var rest ? $" {rest:0} s" : "")}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 3_600):0} h {Math.Floor(seconds % 3_600 / 60):0} m"),
    };
}
