using System.Globalization;

namespace MlWorkbench.Scoring.Data;

/// <summary>Dates as seconds since the Unix epoch (UTC) and as ISO 8601 text.</summary>
public static class DateText
{
    private const double SecondsPerDay = 86_400;

    /// <summary><c>yyyy-MM-dd</c> at midnight, otherwise with the time of day.</summary>
    public static string Format(double unixSeconds)
    {
        var moment = DateTime.UnixEpoch.AddSeconds(unixSeconds);
        var format = unixSeconds % SecondsPerDay == 0 ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.FFFFFF";
        return moment.ToString(format, CultureInfo.InvariantCulture);
    }

    public static double ToUnixSeconds(DateTime utc) => (utc - DateTime.UnixEpoch).TotalSeconds;
}
