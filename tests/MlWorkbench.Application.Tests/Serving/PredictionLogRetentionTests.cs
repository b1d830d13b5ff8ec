using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Tests.Registry;

namespace MlWorkbench.Application.Tests.Serving;

public sealed class PredictionLogRetentionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeleteOldAsync_PredictionsOfTwoAges_DeletesThoseBeyondTheDays()
    {
        await using var world = await RegistryWorld.StartAsync(new Dictionary<string, string?> { ["Serving:LogRetentionDays"] = "30" });
        await world.PromoteNewAsync();
        await LogAsync(world, age: TimeSpan.FromDays(31), rows: 1_500);
        await LogAsync(world, age: TimeSpan.FromDays(29), rows: 2);

        var deleted = await world.Workbench.Get<PredictionLogRetention>().DeleteOldAsync(Token);

        Assert.Equal((1_500L, 2), (deleted, await CountAsync(world)));
    }

    [Fact]
    public async Task DeleteOldAsync_NoDaysSet_KeepsEveryPrediction()
    {
        await using var world = await RegistryWorld.StartAsync(new Dictionary<string, string?> { ["Serving:LogRetentionDays"] = "0" });
        await world.PromoteNewAsync();
        await LogAsync(world, age: TimeSpan.FromDays(5_000), rows: 2);

        var deleted = await world.Workbench.Get<PredictionLogRetention>().DeleteOldAsync(Token);

        Assert.Equal((0L, 2), (deleted, await CountAsync(world)));
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(0, 2)]
    [InlineData(null, 2)]
    public async Task DeleteOldAsync_DaysOfTheEndpoint_CountInsteadOfTheServers(int? days, int kept)
    {
        await using var world = await RegistryWorld.StartAsync(new Dictionary<string, string?> { ["Serving:LogRetentionDays"] = "30" });
        await world.PromoteNewAsync();
        await world.Workbench.Get<EndpointLogging>().SetAsync(world.Workbench.Admin, RegistryWorld.Model, new EndpointLog(LogWhenFull.Wait, days), Token);
        await LogAsync(world, age: TimeSpan.FromDays(11), rows: 1);
        await LogAsync(world, age: TimeSpan.FromDays(9), rows: 1);

        await world.Workbench.Get<PredictionLogRetention>().DeleteOldAsync(Token);

        Assert.Equal(kept, await CountAsync(world));
    }

    private static async Task LogAsync(RegistryWorld world, TimeSpan age, int rows)
    {
        await using var db = await world.Workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Token);
        var versionId = await db.ModelVersions.Select(version => version.Id).SingleAsync(Token);
        var endpointId = await db.ModelEndpoints.Select(endpoint => endpoint.Id).SingleAsync(Token);
        var at = world.Workbench.Clock.GetUtcNow().UtcDateTime - age;
        await world.Workbench.LogAsync([.. Enumerable.Range(0, rows).Select(_ => StoredLog.Row(versionId, at, endpointId))]);
    }

    private static Task<int> CountAsync(RegistryWorld world) => world.Workbench.CountLogAsync();
}
