using System.Globalization;
using MlWorkbench.Application.Jobs.Schedules;

namespace MlWorkbench.Application.Tests.Jobs.Schedules;

public sealed class ScheduleTimesTests
{
    [Theory]
    [InlineData("30 6 * * MON-FRI", "UTC", "2026-01-02T06:30:00Z", "2026-01-05T06:30:00Z")]
    [InlineData("30 6 * * *", "Europe/Berlin", "2026-01-05T00:00:00Z", "2026-01-05T05:30:00Z")]
    [InlineData("30 6 * * *", "Europe/Berlin", "2026-07-05T00:00:00Z", "2026-07-05T04:30:00Z")]
    [InlineData("*/15 * * * *", "UTC", "2026-01-05T09:00:00Z", "2026-01-05T09:15:00Z")]
    public void FindNext_Expression_IsTheNextTimeInItsZone(string cron, string zone, string after, string expected) =>
        Assert.Equal(Utc(expected), ScheduleTimes.FindNext(cron, zone, Utc(after)));

    [Fact]
    public void FindNext_TimeThatTheClocksSkip_TicksRightAfterTheChange() =>
        Assert.Equal(Utc("2026-03-29T01:00:00Z"), ScheduleTimes.FindNext("30 2 * * *", "Europe/Berlin", Utc("2026-03-29T00:00:00Z")));

    [Fact]
    public void FindNext_TimeThatOccursTwice_TicksOnce()
    {
        var first = ScheduleTimes.FindNext("30 2 * * *", "Europe/Berlin", Utc("2026-10-24T12:00:00Z"));

        Assert.Equal(Utc("2026-10-25T00:30:00Z"), first);
        Assert.Equal(Utc("2026-10-26T01:30:00Z"), ScheduleTimes.FindNext("30 2 * * *", "Europe/Berlin", first!.Value));
    }

    [Fact]
    public void FindNext_DayThatDoesNotExist_IsNull() => Assert.Null(ScheduleTimes.FindNext("0 0 30 2 *", "UTC", Utc("2026-01-05T00:00:00Z")));

    [Theory]
    [InlineData("every day", "UTC", "schedule_invalid")]
    [InlineData("61 0 * * *", "UTC", "schedule_invalid")]
    [InlineData("0 0 * * *", "Europe/Atlantis", "time_zone_unknown")]
    public void FindNext_InvalidSchedule_IsRefused(string cron, string zone, string code) =>
        Assert.Equal(code, Assert.Throws<WorkbenchException>(() => ScheduleTimes.FindNext(cron, zone, Utc("2026-01-05T00:00:00Z"))).Code);

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
