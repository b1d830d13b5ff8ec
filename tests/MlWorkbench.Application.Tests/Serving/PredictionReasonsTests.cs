using System.Text.Json;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Humility;
using MlWorkbench.Application.Tests.Registry;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Serving;

public sealed class PredictionReasonsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FindAsync_VersionReplacedSince_IsExplainedByTheVersionThatAnswered()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync(new SampleRun());
        var logged = await LogAsync(world, """[{"age": 30, "income": 2000.5, "plan": "basic"}]""");
        await world.PromoteNewAsync(new SampleRun(Package: SamplePackage.Binary(ageWeight: -0.1)));

        var reason = await FindAsync(world, logged.Id);

        Assert.Equal((1, "Yes", "Yes"), (reason.Version, reason.Label, reason.Explained));
        Assert.Equal(logged.Score, reason.Score, 12);
        Assert.Equal(logged.Score, reason.LoggedScore);
        Assert.Equal(Math.Log(logged.Score / (1 - logged.Score)), reason.BaseValue + reason.Contributions.Values.Sum(), 9);
        Assert.Equal(["age", "income", "plan"], reason.Contributions.Keys.Order(StringComparer.Ordinal));
        Assert.Single(await ListAsync(world));
    }

    [Fact]
    public async Task FindAsync_NumberReplacedByARule_ShowsWhatTheModelPredicts()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync(new SampleRun(Package: SamplePackage.Regression()));
        await world.Workbench.Get<HumilityRules>().SetAsync(
            world.Workbench.Admin, "churn",
            [new HumilityRule("rule", HumilityCondition.OutOfRange, HumilityAction.Override, Value: JsonSerializer.SerializeToElement(1))], Token);
        var logged = await LogAsync(world, """[{"age": 81, "income": null, "plan": "family"}]""");

        var reason = await FindAsync(world, logged.Id);

        Assert.Equal((1.0, 190.0), (reason.LoggedScore, Math.Round(reason.Score, 9)));
        Assert.Null(reason.Label);
        Assert.Equal("spend", reason.Explained);
    }

    [Fact]
    public async Task FindAsync_UnknownPrediction_IsNotFound()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync(new SampleRun());

        Assert.Equal("not_found", (await Assert.ThrowsAsync<WorkbenchException>(() => FindAsync(world, Guid.CreateVersion7()))).Code);
    }

    [Fact]
    public async Task ListAsync_ByFlag_ReturnsThePredictionsOfThatRule()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync(new SampleRun());
        await world.Workbench.Get<HumilityRules>().SetAsync(
            world.Workbench.Admin, "churn",
            [new HumilityRule("old", HumilityCondition.OutOfRange, HumilityAction.Flag), new HumilityRule("older", HumilityCondition.OutOfRange, HumilityAction.Flag, "age", High: 90)],
            Token);
        await LogAsync(world, """[{"age": 30}, {"age": 80}, {"age": 95}]""");

        Assert.Equal([95, 80], (await ListAsync(world, "old")).Select(prediction => int.Parse(prediction.Inputs["age"]!, null)).OrderDescending());
        Assert.Equal("95", Assert.Single(await ListAsync(world, "older")).Inputs["age"]);
        Assert.Empty(await ListAsync(world, "ol"));
    }

    private static Task<PredictionReason> FindAsync(RegistryWorld world, Guid id) =>
        world.Workbench.Get<PredictionReasons>().FindAsync(world.Analyst, "churn", id, Token);

    private static async Task<IReadOnlyList<LoggedPrediction>> ListAsync(RegistryWorld world, string? flag = null) =>
        (await world.Workbench.Get<PredictionLogCatalog>().ListAsync(world.Analyst, "churn", new PredictionFilter(Flag: flag), new ListQuery(), Token)).Items;

    private static async Task<LoggedPrediction> LogAsync(RegistryWorld world, string rows)
    {
        await world.PredictAsync(rows);
        var writer = world.Workbench.Get<PredictionLogWriter>();
        await writer.StartAsync(Token);
        await writer.StopAsync(Token);
        await writer.StoppedAsync(Token);
        return (await ListAsync(world))[0];
    }
}
