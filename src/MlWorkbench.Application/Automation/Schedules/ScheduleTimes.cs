using Cronos;

namespace MlWorkbench.Application.Automation.Schedules;

/// <summary>Computes the ticks of a schedule in its time zone, also when clocks change.</summary>
internal static class ScheduleTimes
{
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
