using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Tests.Registry;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Serving;

public sealed class EndpointLoggingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SetAsync_Operator_IsStoredAndAuditedOldAndNew()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.RegisterAsync();
        var operating = await SamplePeople.AddAsync(world.Workbench.Services, "olga", UserRole.Operator);
        var logging = world.Workbench.Get<EndpointLogging>();
        var before = await world.Workbench.Get<EndpointCatalog>().GetSettingsAsync(operating, "churn", Token);
        Assert.Equal(("churn", "churn", EndpointLog.Default), (before.Name, before.Model, before.Log));

        await logging.SetAsync(operating, "Churn", new EndpointLog(LogWhenFull.Wait, 30), Token);
        await logging.SetAsync(operating, "churn", new EndpointLog(LogWhenFull.Wait, 30), Token);
        await logging.SetAsync(operating, "churn", new EndpointLog(LogWhenFull.Drop, 0), Token);

        Assert.Equal(new EndpointLog(LogWhenFull.Drop, 0), (await world.Workbench.Get<EndpointCatalog>().GetSettingsAsync(operating, "churn", Token)).Log);
        await using var db = await world.OpenDatabaseAsync();
        var audited = await db.AuditEntries.Where(entry => entry.Action == "endpoint.log_changed").OrderBy(entry => entry.Sequence).Select(entry => new { entry.ActorId, entry.SubjectName, entry.Details }).ToListAsync(Token);
        Assert.Equal(["drop, default days → wait, 30 days", "wait, 30 days → drop, 0 days"], audited.Select(entry => entry.Details));
        Assert.All(audited, entry => Assert.Equal((operating.UserId, "churn"), (entry.ActorId, entry.SubjectName)));
    }

    [Fact]
    public async Task SetAsync_WithoutRightEndpointOrDays_IsRefused()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.RegisterAsync();
        var logging = world.Workbench.Get<EndpointLogging>();
        var wait = new EndpointLog(LogWhenFull.Wait);

        Assert.Equal("forbidden", await RefusalAsync(() => logging.SetAsync(world.Analyst, "churn", wait, Token)));
        Assert.Equal("scope_missing", await RefusalAsync(() => logging.SetAsync(world.Workbench.Admin with { Scopes = new HashSet<Permission> { Permission.Read } }, "churn", wait, Token)));
        Assert.Equal("not_found", await RefusalAsync(() => logging.SetAsync(world.Workbench.Admin, "nothing", wait, Token)));
        Assert.Equal("retention_days_invalid", await RefusalAsync(() => logging.SetAsync(world.Workbench.Admin, "churn", wait with { RetentionDays = -1 }, Token)));
        Assert.Equal("retention_days_invalid", await RefusalAsync(() => logging.SetAsync(world.Workbench.Admin, "churn", wait with { RetentionDays = 36_501 }, Token)));
    }

    [Fact]
    public async Task WhenFull_WhileARolloutRuns_IsWaitUnlessDropWasChosen()
    {
        await using var world = await RegistryWorld.StartAsync(new Dictionary<string, string?> { ["Serving:LogBacklog"] = "1" });
        await world.PromoteNewAsync();
        var second = await world.RegisterAsync();
        await world.Workbench.Get<RolloutControl>().StartAsync(
            world.Approver, "churn", second, new RolloutPlan([new RolloutStep(10, 1, 0)], []), "Step by step.", "Fine.", Token);
        world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(LogWhenFull.Wait, await WhenFullAsync());
        Assert.Equal("log_small", await RefusalAsync(() => PredictAsync(world)));

        await world.Workbench.Get<EndpointLogging>().SetAsync(world.Workbench.Admin, "churn", new EndpointLog(LogWhenFull.Drop), Token);
        world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(LogWhenFull.Drop, await WhenFullAsync());
        await PredictAsync(world);

        async Task<LogWhenFull> WhenFullAsync() => (await world.Workbench.Get<EndpointCatalog>().GetSettingsAsync(world.Analyst, "churn", Token)).Log.WhenFull;
    }

    /// <summary>The server's writer does not run, so a call that waits for the log is always refused.</summary>
    [Fact]
    public async Task SetAsync_ServerThatAnswers_FollowsWithinTwoSeconds()
    {
        await using var world = await RegistryWorld.StartAsync(new Dictionary<string, string?> { ["Serving:LogBacklog"] = "1" });
        await world.PromoteNewAsync();
        Assert.Equal(1, (await PredictAsync(world)).Version);

        await world.Workbench.Get<EndpointLogging>().SetAsync(world.Workbench.Admin, "churn", new EndpointLog(LogWhenFull.Wait), Token);
        world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("log_small", await RefusalAsync(() => PredictAsync(world)));

        await world.Workbench.Get<EndpointLogging>().SetAsync(world.Workbench.Admin, "churn", EndpointLog.Default, Token);
        world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await PredictAsync(world)).Version);
    }

    private static Task<PredictionAnswer> PredictAsync(RegistryWorld world) =>
        world.Workbench.Get<PredictionServer>().PredictAsync(world.Analyst, "churn", null, new PredictionRequest(JsonSerializer.Deserialize<JsonElement>("""[{"age": 30}, {"age": 31}]""")), Token);

    private static async Task<string> RefusalAsync(Func<Task> act) => (await Assert.ThrowsAsync<WorkbenchException>(act)).Code;
}
