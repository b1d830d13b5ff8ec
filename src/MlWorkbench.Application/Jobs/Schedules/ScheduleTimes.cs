using Cronos;

namespace MlWorkbench.Application.Jobs.Schedules;

/// <summary>Computes the ticks of a schedule in its time zone, also when clocks change.</summary>
public static class ScheduleTimes
{
    /// <summary>Returns the next ticks after the given time, in UTC. They are fewer if the schedule ends.</summary>
    /// <exception cref="WorkbenchException">The expression or the time zone is not valid.</exception>
    public static IReadOnlyList<DateTime> FindNext(string cron, string timeZone, DateTime after, int count)
    {
        var ticks = new List<DateTime>(count);
        for (var tick = FindNext(cron, timeZone, after); tick is { } time; tick = ticks.Count < count ? FindNext(cron, timeZone, time) : null)
        {
            ticks.Add(time);
        }

        return ticks;
    }

    /// <summary>Returns the first tick after the given time, in UTC. Null if there is none.</summary>
    /// <exception cref="WorkbenchException">The expression or the time zone is not valid.</exception>
    public static DateTime? FindNext(string cron, string timeZone, DateTime after)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone))
        {
            throw WorkbenchException.Invalid(
                "time_zone_unknown",
                $"'{timeZone}' is not a time zone of this server. Use an IANA name, for example 'Europe/Berlin' or 'UTC'.",
                column: "timeZone");
        }

        return CronExpression.TryParse(cron, out var expression)
            ? expression.GetNextOccurrence(after, zone)
            : throw WorkbenchException.Invalid(
                "schedule_invalid",
                $"'{cron}' is not a schedule. Enter minute, hour, day of month, month and day of week, for example '30 6 * * MON-FRI'.",
                column: "schedule");
    }
}
