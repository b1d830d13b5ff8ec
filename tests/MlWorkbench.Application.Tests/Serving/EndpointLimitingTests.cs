using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Limits;
using MlWorkbench.Application.Serving.Traffic;
using MlWorkbench.Application.Tests.Registry;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Serving;

public sealed class EndpointLimitingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<CallLimits, string> Unusable => new()
    {
        { new CallLimits(Rows: 0), "rows" },
        { new CallLimits(Rows: 10_001), "rows" },
        { new CallLimits(Rate: new CallRate(0, RatePeriod.Second)), "rate" },
        { new CallLimits(TimeoutSeconds: 0), "timeoutSeconds" },
        { new CallLimits(TimeoutSeconds: double.NaN), "timeoutSeconds" },
        { new CallLimits(TimeoutSeconds: 601), "timeoutSeconds" },
    };

    [Fact]
    public async Task PredictAsync_MoreCallsThanTheRate_AreRefusedUntilTheTimeTheyName()
    {
        await using var world = await StartAsync(new CallLimits(Rate: new CallRate(2, RatePeriod.Second)));
        await world.PredictAsync();
        await world.PredictAsync();

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => world.PredictAsync());

        Assert.Equal((ErrorKind.TooMany, "rate_exceeded", 500.0), (refusal.Kind, refusal.Code, refusal.RetryAfter!.Value.TotalMilliseconds));
        Assert.Contains("2 calls per second", refusal.Message, StringComparison.Ordinal);
        world.Workbench.Clock.Advance(refusal.RetryAfter.Value);
        await world.PredictAsync();
        await Assert.ThrowsAsync<WorkbenchException>(() => world.PredictAsync());
        Assert.Equal((5L, 2L, 2L, 0L), await CountAsync(world));
    }

    [Fact]
    public async Task PredictAsync_RateRaisedOrRemoved_AnswersAgain()
    {
        await using var world = await StartAsync(new CallLimits(Rate: new CallRate(1, RatePeriod.Minute)));
        await world.PredictAsync();
        await Assert.ThrowsAsync<WorkbenchException>(() => world.PredictAsync());

        await SetAsync(world, new CallLimits(Rate: new CallRate(2, RatePeriod.Second)));
        await world.PredictAsync();
        await world.PredictAsync();
        await SetAsync(world, CallLimits.None);
        await world.PredictAsync();
    }

    [Fact]
    public async Task PredictAsync_LongerThanTheTimeout_FailsWithoutAnAnswer()
    {
        await using var world = await StartAsync(new CallLimits(TimeoutSeconds: 2));
        // Nothing writes the log here, so the call waits for it.
        await world.Workbench.Get<EndpointLogging>().SetAsync(world.Workbench.Admin, "churn", new EndpointLog(LogWhenFull.Wait), Token);
        var call = world.PredictAsync();

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() =>
            Until.EndedAsync(call, Token, () => world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1))));

        Assert.Equal((ErrorKind.TimedOut, "call_timeout"), (refusal.Kind, refusal.Code));
        Assert.Contains("2 s", refusal.Message, StringComparison.Ordinal);
        var (requests, refused, _, timedOut) = await CountAsync(world);
        Assert.Equal((1L, 0L, 1L), (requests, refused, timedOut));
    }

    [Fact]
    public async Task PredictAsync_MoreRowsThanTheLimit_IsRefused()
    {
        await using var world = await StartAsync(new CallLimits(Rows: 2));
        await world.PredictManyAsync(2);

        Assert.Equal("rows_many", (await Assert.ThrowsAsync<WorkbenchException>(() => world.PredictManyAsync(3))).Code);

        var limits = (await world.Workbench.Get<EndpointCatalog>().GetSettingsAsync(world.Analyst, "churn", Token)).Limits;
        Assert.Equal((2, 2), (limits.Rows, limits.ExplainedRows));
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task SetAsync_LimitOutOfRange_IsRefused(CallLimits limits, string field)
    {
        await using var world = await StartAsync(CallLimits.None);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => SetAsync(world, limits));

        Assert.Equal(("limits_invalid", field), (refusal.Code, refusal.Column));
    }

    [Fact]
    public async Task SetAsync_ByAnAnalyst_IsRefused()
    {
        await using var world = await StartAsync(CallLimits.None);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() =>
            world.Workbench.Get<EndpointLimiting>().SetAsync(world.Analyst, "churn", new CallLimits(Rows: 1), Token));

        Assert.Equal(ErrorKind.Forbidden, refusal.Kind);
    }

    private static Task SetAsync(RegistryWorld world, CallLimits limits) =>
        world.Workbench.Get<EndpointLimiting>().SetAsync(world.Workbench.Admin, "churn", limits, Token);

    private static async Task<RegistryWorld> StartAsync(CallLimits limits)
    {
        var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync(new SampleRun());
        await SetAsync(world, limits);
        return world;
    }

    private static async Task<(long Requests, long Refused, long Limited, long TimedOut)> CountAsync(RegistryWorld world)
    {
        await world.StoreTrafficAsync();
        var now = world.Workbench.Clock.GetUtcNow().UtcDateTime;
        var points = await world.Workbench.Get<TrafficCatalog>().ListAsync(world.Analyst, "churn", now.AddHours(-1), now.AddMinutes(1), null, Token);
        return (
            points.Sum(point => point.Requests),
            points.Sum(point => point.Refused),
            points.Sum(point => point.Limited),
            points.Sum(point => point.TimedOut));
    }
}
