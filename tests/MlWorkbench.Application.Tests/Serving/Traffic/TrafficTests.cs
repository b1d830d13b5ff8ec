using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Application.Serving.Traffic;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Tests.Registry;

namespace MlWorkbench.Application.Tests.Serving.Traffic;

public sealed class TrafficTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListAsync_AnsweredAndRefusedCalls_AreCountedByVersionAndMinute()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        await world.PredictManyAsync(7);
        await Assert.ThrowsAsync<WorkbenchException>(() => world.PredictAsync("""[{"age": "old"}]"""));
        await world.StoreTrafficAsync();
        world.Workbench.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.PredictAsync();
        await world.StoreTrafficAsync();
        // A second time: the same rows are written again, not added.
        await world.PredictAsync();
        await world.StoreTrafficAsync();
        world.Workbench.Clock.Advance(TimeSpan.FromMinutes(1));

        var points = await Catalog(world).ListAsync(world.Analyst, "churn", null, null, null, Token);

        Assert.Equal([(2L, 7L, 1L, 0L), (2L, 2L, 0L, 0L)], points.Select(point => (point.Requests, point.Rows, point.Refused, point.Failed)));
        Assert.All(points, point => Assert.Equal((1, RouteMode.Live, 0), (point.Version, point.Mode, point.At.Second)));
    }

    [Fact]
    public async Task StoreAsync_TwoProcesses_AddUp()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        await using var db = await world.OpenDatabaseAsync();
        var (endpoint, version) = (await db.ModelEndpoints.SingleAsync(Token), await db.ModelVersions.SingleAsync(Token));
        foreach (var rows in (int[])[3, 4])
        {
            using var meter = new TrafficMeter(
                world.Workbench.Get<IDbContextFactory<WorkbenchDbContext>>(), world.Workbench.Get<StorageDamage>(), world.Workbench.Clock, NullLogger<TrafficMeter>.Instance);
            meter.Find(endpoint.Id, version.Id, RouteMode.Live)!.Answered(rows, TimeSpan.FromMilliseconds(rows), new Dictionary<string, int> { ["old"] = 1 });
            await meter.StoreAsync(Token);
        }

        world.Workbench.Clock.Advance(TimeSpan.FromMinutes(1));
        var point = Assert.Single(await Catalog(world).ListAsync(world.Analyst, "churn", null, null, 60, Token));

        Assert.Equal((2, 7), (point.Requests, point.Rows));
        Assert.Equal(2, point.Hits["old"]);
        Assert.InRange(point.P99!.Value, 3.8, 4.2);
    }

    [Theory]
    [InlineData(0, 1, 59, "step_invalid")]
    [InlineData(0, -1, 60, "range_invalid")]
    [InlineData(0, 24 * 32, 86_400, "range_invalid")]
    [InlineData(0, 24 * 31, 60, "step_invalid")]
    public async Task ListAsync_RangeOrStepOutOfBounds_IsRefused(int fromHours, int toHours, int step, string code)
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.RegisterAsync();
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() =>
            Catalog(world).ListAsync(world.Analyst, "churn", start.AddHours(fromHours), start.AddHours(toHours), step, Token));

        Assert.Equal(code, refusal.Code);
    }

    private static TrafficCatalog Catalog(RegistryWorld world) => world.Workbench.Get<TrafficCatalog>();
}
