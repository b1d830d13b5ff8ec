using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Serving.Traffic;
using MlWorkbench.Application.Tests.Registry;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Serving.Traffic;

public sealed class TrafficCompactionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CompactAsync_OldMinutes_BecomeOneRowOfTheHourWithTheSameTotals()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync(new SampleRun());
        var clock = world.Workbench.Clock;
        var now = clock.GetUtcNow();
        clock.Advance(now.AddTicks(TimeSpan.TicksPerHour - (now.Ticks % TimeSpan.TicksPerHour)) - now);
        var hour = clock.GetUtcNow().UtcDateTime;
        for (var minute = 0; minute < 3; minute++)
        {
            await world.PredictManyAsync(minute + 1);
            await Assert.ThrowsAsync<WorkbenchException>(() => world.PredictAsync("""[{"age": "old"}]"""));
            await world.StoreTrafficAsync();
            clock.Advance(TimeSpan.FromMinutes(25));
        }

        Assert.Equal(0, await Compaction(world).CompactAsync(Token));
        clock.Advance(TimeSpan.FromDays(31));
        await world.PredictManyAsync(9);
        await world.StoreTrafficAsync();

        // The first three calls are in the first hour, and one is in the second.
        Assert.Equal(1, await Compaction(world).CompactAsync(Token));
        Assert.Equal(0, await Compaction(world).CompactAsync(Token));

        var points = await world.Workbench.Get<TrafficCatalog>().ListAsync(world.Analyst, "churn", hour, hour.AddHours(2), 3_600, Token);
        var point = Assert.Single(points);
        Assert.Equal((hour, 6L, 6L, 3L), (point.At, point.Requests, point.Rows, point.Refused));
        Assert.NotNull(point.P95);
        await using var db = await world.OpenDatabaseAsync();
        Assert.Equal([true, false], await db.TrafficMinutes.OrderBy(minute => minute.At).Select(minute => minute.IsHour).ToListAsync(Token));
    }

    private static TrafficCompaction Compaction(RegistryWorld world) => world.Workbench.Get<TrafficCompaction>();
}
