using System.Globalization;

namespace MlWorkbench.Scoring.Data;

/// <summary>Dates as seconds since the Unix epoch (UTC) and as ISO 8601 text.</summary>
public static class DateText
{
    public const double SecondsPerDay = 86_400;

    private const double Earliest = -62_135_596_800; // 0001-01-01T00:00:00Z
    private const double Latest = 253_402_300_799; // 9999-12-31T23:59:59Z

    /// <summary><c>yyyy-MM-dd</c> at midnight, otherwise with the time of day.</summary>
    public static string Format(double unixSeconds)
    {
        var format = unixSeconds % SecondsPerDay == 0 ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.FFFFFF";
        return ToDateTime(unixSeconds).ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>Formats the time to the microsecond, limited to the years 1 to 9999.</summary>
    public static DateTime ToDateTime(double unixSeconds)
    {
        var microseconds = Math.Round(Math.Clamp(unixSeconds, Earliest, Latest) * 1e6);
        return DateTime.UnixEpoch.AddTicks((long)microseconds * TimeSpan.TicksPerMicrosecond);
    }

    public static double ToUnixSeconds(DateTime utc) => (utc - DateTime.UnixEpoch).TotalSeconds;
}
