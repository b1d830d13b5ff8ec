using System.Text.Json;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Tests.Registry;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Serving;

/// <summary>Answers of a model that looks back in time, from the latest earlier sales of each known plan.</summary>
public sealed class LookBackTests
{
    private const string Tenth = """[{"day": "2026-01-10", "plan": "basic"}]""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PredictAsync_HistoryInTheCall_ChangesTheAnswer()
    {
        await using var world = await StartAsync();

        var without = await PredictAsync(world, Tenth);
        var with = await PredictAsync(world, Tenth, """[{"day": "2026-01-09", "plan": "basic", "sales": 130}, {"day": "2026-01-10", "plan": "basic", "sales": 999}, {"day": "2026-01-09", "plan": "plus", "sales": 5}]""");
        var again = await PredictAsync(world, Tenth);

        Assert.Equal([100, 130, 100], new[] { without, with, again }.Select(answer => answer.Predictions[0].Score));
        Assert.Equal(new PredictionHistory(null, null, 3), with.History);
    }

    [Fact]
    public async Task PredictAsync_NewerVersionOfTheDataset_IsLookedBackAt()
    {
        await using var world = await StartAsync();
        var before = await PredictAsync(world, Tenth);
        await PlantSalesAsync(world, 2, (5, "basic", 150), (12, "basic", 170));
        var after = await PredictAsync(world, Tenth);
        await PlantSalesAsync(world, 3, (8, "basic", 160), (5, "plus", 70));
        var (newest, earlier) = (await PredictAsync(world, Tenth), await PredictAsync(world, """[{"day": "2026-01-05", "plan": "basic"}, {"day": "2026-01-06", "plan": "plus"}]"""));
        var withCall = await PredictAsync(world, Tenth, """[{"day": "2026-01-09", "plan": "basic", "sales": 180}]""");

        Assert.Equal([100, 150, 160, 180], new[] { before, after, newest, withCall }.Select(answer => answer.Predictions[0].Score));
        Assert.Equal([100, 70], earlier.Predictions.Select(prediction => prediction.Score));
        Assert.Equal(("historyNotUsed", 1), (Assert.Single(before.Warnings).Code, before.Warnings[0].Rows));
        Assert.Empty(after.Warnings);
        Assert.Equal([new PredictionHistory(null, null, 0), new("customers", 2, 0), new("customers", 3, 0), new("customers", 3, 1)], new[] { before, after, newest, withCall }.Select(answer => answer.History!));
    }

    [Fact]
    public async Task PredictAsync_NewestVersionIsArchived_TheOneBeforeItIsLookedBackAt()
    {
        await using var world = await StartAsync();
        await PlantSalesAsync(world, 2, (5, "basic", 150));
        await PlantSalesAsync(world, 3, (8, "basic", 160));
        await world.Workbench.Get<DatasetEditor>().EditAsync(world.Analyst, SampleModel.Dataset, 3, new DatasetEdit(Archived: true), Token);

        Assert.Equal(150, (await PredictAsync(world, Tenth)).Predictions[0].Score);
    }

    [Theory]
    [InlineData("""[{"day": "2026-01-09", "plan": "basic", "sale": 130}]""", "history_invalid", 1, "sales")]
    [InlineData("""[{"day": "2026-01-09", "plan": "basic", "sales": 130}, {"day": "soon", "plan": "basic", "sales": 1}]""", "history_invalid", 2, "day")]
    [InlineData("""[7]""", "history_invalid", 1, null)]
    [InlineData("""{"day": "2026-01-09"}""", "history_malformed", null, null)]
    public async Task PredictAsync_HistoryThatCannotBeRead_IsRefusedByRowAndColumn(string history, string code, int? row, string? column)
    {
        await using var world = await StartAsync();

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => PredictAsync(world, Tenth, history));

        Assert.Equal((code, (long?)row, column), (refusal.Code, refusal.Row, refusal.Column));
    }

    [Fact]
    public async Task PredictAsync_MoreHistoryThanTheSetting_IsRefused()
    {
        await using var world = await StartAsync(new() { ["Serving:MaximumHistoryRows"] = "1" });

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => PredictAsync(world, Tenth, """[{"day": "2026-01-08", "plan": "basic", "sales": 1}, {"day": "2026-01-09", "plan": "basic", "sales": 1}]"""));

        Assert.Equal((ErrorKind.TooLarge, "history_long"), (refusal.Kind, refusal.Code));
    }

    [Fact]
    public async Task PredictAsync_HistoryForAModelThatDoesNotLookBack_IsRefused()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => PredictAsync(world, """[{"age": 30}]""", "[]"));

        Assert.Equal("history_unused", refusal.Code);
    }

    private static async Task<RegistryWorld> StartAsync(Dictionary<string, string?>? configuration = null)
    {
        var world = await RegistryWorld.StartAsync(configuration ?? []);
        await world.PromoteNewAsync(new SampleRun(Package: SamplePackage.LookingBack()));
        return world;
    }

    /// <summary>Sales by day of January 2026 as a version of the model's dataset. Waits until calls can see it.</summary>
    private static async Task PlantSalesAsync(RegistryWorld world, int number, params (int Day, string Plan, double Sales)[] rows)
    {
        string[] plans = ["basic", "plus"];
        await new SampleModel(world.Workbench.Services).PlantVersionAsync(world.Analyst, SampleModel.Dataset, number, new Table(
        [
            new NumericColumn("day", ColumnType.Date, Array.ConvertAll(rows, row => 1_767_225_600 + ((row.Day - 1) * 86_400.0))),
            new CategoricalColumn("plan", ColumnType.Category, Array.ConvertAll(rows, row => Array.IndexOf(plans, row.Plan)), plans),
            new NumericColumn("sales", ColumnType.Number, Array.ConvertAll(rows, row => row.Sales)),
        ]));
        world.Workbench.Clock.Advance(TimeSpan.FromSeconds(2));
    }

    private static Task<PredictionAnswer> PredictAsync(RegistryWorld world, string rows, string? history = null) => world.Workbench.Get<PredictionServer>().PredictAsync(
        world.Analyst, RegistryWorld.Model, null, new PredictionRequest(Json(rows), History: history is null ? null : Json(history)), Token);

    private static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
