using System.Globalization;

namespace MlWorkbench.Engine.Evaluations;

/// <summary>Formats metrics as text for pages, reports and the command line.</summary>
public static class MetricText
{
    /// <summary>Enough digits to distinguish models: 0.842, 12.34, 1,234; small numbers have two significant digits.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        >= 1_000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.00", CultureInfo.InvariantCulture),
        >= 0.01 or 0 => value.ToString("0.000", CultureInfo.InvariantCulture),
        _ => value.ToString("G2", CultureInfo.InvariantCulture),
    };

    /// <summary><c>0.842 (0.824–0.860)</c></summary>
    public static string WithInterval(MetricValue metric) =>
        metric is { Low: { } low, High: { } high } ? $"{Number(metric.Value)} ({Number(low)}–{Number(high)})" : Number(metric.Value);

    /// <summary><c>contract = Two year</c>; <c>income is missing</c></summary>
    public static string Segment(string column, string? level) => level is null ? $"{column} is missing" : $"{column} = {level}";

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);
}
