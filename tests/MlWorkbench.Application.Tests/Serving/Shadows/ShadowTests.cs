using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Log;
using MlWorkbench.Application.Serving.Shadows;
using MlWorkbench.Application.Tests.Registry;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Serving.Shadows;

public sealed class ShadowTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// The shadow predicts 100 + 20 × (30 − 47) / 17 + 50 × 0 = 80 for a row that the champion gives sigmoid(−0.8 × (30 − 47) / 17 − 0.5) = 0.574442516811659.
    /// </summary>
    [Fact]
    public async Task CompareAsync_OtherModel_MeasuresThePairedDifference()
    {
        await using var world = await StartAsync(new SampleRun(Package: SamplePackage.Regression()));
        await Editor(world).SetAsync(world.Workbench.Admin, "churn", 2, 100, Token);
        var live = (await world.PredictManyAsync(40)).Predictions;
        await RunAsync(world, rows: 40);

        var comparison = await Editor(world).CompareAsync(world.Analyst, "churn", 2, Token);

        Assert.All(live, prediction => Assert.Equal(1, prediction.Version));
        Assert.Equal((40, 0, 40, 0), (comparison.Rows, comparison.Dropped, comparison.LabelsDiffer, comparison.Errors));
        var shadows = (await world.Workbench.ReadLogAsync()).Where(row => row.Text(LogBlock.ShadowOf) is not null);
        var scores = shadows.Select(row => row.Part.Block.Doubles(LogBlock.Score)[row.Row]).Distinct();
        Assert.Equal(Assert.Single(scores) - live[0].Score, comparison.MeanDifference!.Value, 9);
        Assert.Equal(comparison.MeanDifference.Value, comparison.Low!.Value, 3);
        Assert.Equal(40, (await world.Workbench.Get<PredictionLogCatalog>().ListRecentAsync(world.Analyst, "churn", 200, Token)).Count);
    }

    [Fact]
    public async Task CompareAsync_SameModel_HasNoDifference()
    {
        await using var world = await StartAsync();
        await Editor(world).SetAsync(world.Workbench.Admin, "churn", 2, 100, Token);
        await world.PredictManyAsync(10);
        await RunAsync(world, rows: 10);

        var comparison = await Editor(world).CompareAsync(world.Analyst, "churn", 2, Token);

        Assert.Equal((10, 0.0, 0.0, 0), (comparison.Rows, comparison.MeanDifference!.Value, comparison.High!.Value, comparison.LabelsDiffer));
    }

    [Fact]
    public async Task PredictAsync_ShadowQueueFull_AnswersAndCountsWhatIsDropped()
    {
        await using var world = await StartAsync(configuration: new Dictionary<string, string?> { ["Serving:ShadowBacklog"] = "5" });
        await Editor(world).SetAsync(world.Workbench.Admin, "churn", 2, 100, Token);

        await world.PredictManyAsync(8);

        await world.StoreTrafficAsync();
        Assert.Equal((0, 8), await Editor(world).CompareAsync(world.Analyst, "churn", 2, Token) is var comparison ? (comparison.Rows, comparison.Dropped) : default);
    }

    [Fact]
    public async Task SetAsync_SampleOfZero_RepeatsNothing()
    {
        await using var world = await StartAsync();
        await Editor(world).SetAsync(world.Workbench.Admin, "churn", 2, 50, Token);
        await Editor(world).SetAsync(world.Workbench.Admin, "churn", 2, 0, Token);

        await world.PredictManyAsync(8);

        await world.StoreTrafficAsync();
        var comparison = await Editor(world).CompareAsync(world.Analyst, "churn", 2, Token);
        Assert.Equal((0.0, 0, 0), (comparison.SamplePercent, comparison.Rows, comparison.Dropped));
        Assert.Null(comparison.MeanDifference);
    }

    [Fact]
    public async Task SetAsync_UnusableOrForbidden_IsRefused()
    {
        await using var world = await StartAsync();

        Assert.Equal("sample_invalid", await CodeAsync(() => Editor(world).SetAsync(world.Workbench.Admin, "churn", 2, 100.5, Token)));
        Assert.Equal("sample_invalid", await CodeAsync(() => Editor(world).SetAsync(world.Workbench.Admin, "churn", 2, double.NaN, Token)));
        Assert.Equal("not_found", await CodeAsync(() => Editor(world).SetAsync(world.Workbench.Admin, "churn", 7, 10, Token)));
        Assert.Equal("not_found", await CodeAsync(() => Editor(world).SetAsync(world.Workbench.Admin, "other", 2, 10, Token)));
        Assert.Equal("forbidden", await CodeAsync(() => Editor(world).SetAsync(world.Analyst, "churn", 2, 10, Token)));
        Assert.Equal("not_found", await CodeAsync(() => Editor(world).RemoveAsync(world.Workbench.Admin, "churn", 2, Token)));
        Assert.Equal("not_found", await CodeAsync(() => Editor(world).CompareAsync(world.Analyst, "churn", 2, Token)));
    }

    private static async Task<RegistryWorld> StartAsync(SampleRun? second = null, Dictionary<string, string?>? configuration = null)
    {
        var world = await RegistryWorld.StartAsync(configuration ?? []);
        await world.PromoteNewAsync();
        await world.RegisterAsync(second);
        return world;
    }

    /// <summary>Runs queue and log until all rows of the shadow are logged.</summary>
    private static async Task RunAsync(RegistryWorld world, int rows)
    {
        await world.Workbench.Get<PredictionLogWriter>().StartAsync(Token);
        await world.Workbench.Get<ShadowQueue>().StartAsync(Token);
        await Until.TrueAsync(
            async () => await world.Workbench.CountLogAsync(isShadow: true) == rows,
            Token,
            () => world.Workbench.Clock.Advance(TimeSpan.FromMilliseconds(300)));
        await world.StoreTrafficAsync();
    }

    private static ShadowEditor Editor(RegistryWorld world) => world.Workbench.Get<ShadowEditor>();

    private static async Task<string> CodeAsync(Func<Task> act) => (await Assert.ThrowsAsync<WorkbenchException>(act)).Code;
}
