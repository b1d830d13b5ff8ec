using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Models;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Traffic;
using MlWorkbench.Application.Tests.Registry;
using MlWorkbench.Scoring.Contributions;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Serving;

public sealed class PredictionServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>sigmoid(−0.8 × (30 − 47) / 17 + 1 − 0.5) = sigmoid(1.3) = 0.785834983042559 (scipy.special.expit(1.3)).</summary>
    [Fact]
    public async Task PredictAsync_Binary_AnswersWhatTheModelSays()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();

        var answer = await PredictAsync(world, """[{"age": 30, "income": 2000, "plan": "basic"}]""");

        var prediction = Assert.Single(answer.Predictions);
        Assert.Equal(("churn", 1), (answer.Model, answer.Version));
        Assert.Equal("Yes", prediction.Label);
        Assert.Equal(0.785834983042559, prediction.Score, 6);
        Assert.Equal(1, prediction.Probabilities!.Values.Sum(), 12);
        Assert.Equal(prediction.Score, prediction.Probabilities["Yes"]);
        Assert.Null(prediction.Contributions);
        Assert.Empty(answer.Warnings);
    }

    [Fact]
    public async Task PredictAsync_Explain_AddsUpToTheLogOdds()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();

        var prediction = Assert.Single((await PredictAsync(world, """[{"age": 30, "income": 2000, "plan": "basic"}]""", explain: true)).Predictions);

        Assert.Equal(ContributionSpace.LogOdds, prediction.Space);
        Assert.Equal(1.3, prediction.BaseValue!.Value + prediction.Contributions!.Values.Sum(), 6);
        Assert.Equal(["age", "plan", "income"], prediction.Contributions.Keys);
        Assert.Equal(0, prediction.Contributions["income"]);
    }

    /// <summary>100 + 20 × (64 − 47) / 17 + 50 = 170.</summary>
    [Fact]
    public async Task PredictAsync_Regression_AnswersANumberWithoutLabel()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync(new SampleRun(Package: SamplePackage.Regression()));

        var prediction = Assert.Single((await PredictAsync(world, """[{"age": 64, "income": 1, "plan": "family"}]""")).Predictions);

        Assert.Equal(170, prediction.Score, 4);
        Assert.Null(prediction.Label);
        Assert.Null(prediction.Probabilities);
    }

    [Fact]
    public async Task PredictAsync_Multiclass_ScoresThePredictedClass()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync(new SampleRun(Package: SamplePackage.Multiclass()));

        var prediction = Assert.Single((await PredictAsync(world, """[{"age": 81, "income": 1, "plan": "family"}]""", explain: true)).Predictions);

        Assert.Equal("family", prediction.Label);
        Assert.Equal(prediction.Probabilities!["family"], prediction.Score);
        Assert.Equal(3, prediction.Contributions!.Count);
    }

    [Theory]
    [InlineData("""[{"age": 30, "income": 1, "plan": "basic"}, {"age": "old", "income": 1, "plan": "basic"}]""", "row_invalid", 2, "age")]
    [InlineData("""[{"age": 30, "income": [1], "plan": "basic"}]""", "row_invalid", 1, "income")]
    [InlineData("""[{"age": 30, "income": 1, "plan": {"a": 1}}]""", "row_invalid", 1, "plan")]
    [InlineData("""[{"age": 1e999, "income": 1, "plan": "basic"}]""", "row_invalid", 1, "age")]
    [InlineData("""[7]""", "row_invalid", 1, null)]
    [InlineData("""[{}]""", "row_without_columns", 1, null)]
    [InlineData("""[{"Age": 30}]""", "row_without_columns", 1, null)]
    [InlineData("""[]""", "rows_empty", null, null)]
    [InlineData("""{"age": 30}""", "rows_missing", null, null)]
    public async Task PredictAsync_RowsThatCannotBeScored_AreRefusedByRowAndColumn(string rows, string code, int? row, string? column)
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => PredictAsync(world, rows));

        Assert.Equal((code, (long?)row, column), (refusal.Code, refusal.Row, refusal.Column));
    }

    [Fact]
    public async Task PredictAsync_OddValues_AreScoredWithOneWarningPerCause()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();

        var answer = await PredictAsync(world, """[{"age": 30, "income": 1, "plan": "gold"}, {"age": null, "income": 1, "plan": "basic", "colour": "red"}, {"age": null, "plan": "basic"}]""");

        Assert.Equal(3, answer.Predictions.Count);
        Assert.Equal(
            [("missingValue", "age", 2, 2), ("missingValue", "income", 1, 3), ("unknownCategory", "plan", 1, 1), ("unknownColumn", "colour", 1, 2)],
            answer.Warnings.OrderBy(warning => warning.Code, StringComparer.Ordinal).ThenBy(warning => warning.Column, StringComparer.Ordinal).Select(warning => (warning.Code, warning.Column!, warning.Rows, warning.FirstRow)));
        Assert.Contains("Row 2 and 1 more", answer.Warnings.Single(warning => warning.Column == "age").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PredictAsync_TooManyRows_IsRefusedBeforeScoring()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        var rows = $"[{string.Join(',', Enumerable.Repeat("""{"age": 30}""", 10_001))}]";

        Assert.Equal(ErrorKind.TooLarge, (await Assert.ThrowsAsync<WorkbenchException>(() => PredictAsync(world, rows))).Kind);
    }

    [Fact]
    public async Task PredictAsync_NothingInProduction_SaysSo()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.RegisterAsync();

        Assert.Equal("nothing_in_production", (await Assert.ThrowsAsync<WorkbenchException>(() => PredictAsync(world, """[{"age": 30}]"""))).Code);
        Assert.Equal(1, (await PredictAsync(world, """[{"age": 30}]""", reference: "1")).Version);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<WorkbenchException>(() => PredictAsync(world, """[{"age": 30}]""", reference: "9"))).Kind);
    }

    [Fact]
    public async Task PredictAsync_Viewer_IsForbidden()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        var viewer = await SamplePeople.AddAsync(world.Workbench.Services, "vic", UserRole.Viewer);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => world.Workbench.Get<PredictionServer>().PredictAsync(viewer, "churn", null, Request("""[{"age": 30}]"""), Token));

        Assert.Equal(ErrorKind.Forbidden, refusal.Kind);
    }

    [Fact]
    public async Task PredictAsync_AfterPromotionAndRollback_AnswersFromWhatIsInProductionWithinTwoSeconds()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        Assert.Equal(1, (await PredictAsync(world, """[{"age": 30}]""")).Version);

        await world.PromoteNewAsync(new SampleRun(Package: SamplePackage.Binary(ageWeight: -0.1)));
        world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, (await PredictAsync(world, """[{"age": 30}]""")).Version);

        await world.Workbench.Get<ProductionRollback>().RollBackAsync(world.Approver, "churn", "Wrong.", Token);
        world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await PredictAsync(world, """[{"age": 30}]""")).Version);
    }

    [Fact]
    public async Task PredictAsync_DamagedPackage_IsRefusedWithAReason()
    {
        await using var world = await RegistryWorld.StartAsync();
        var package = SamplePackage.Binary();
        await world.RegisterAsync(new SampleRun(Package: package[..(package.Length / 2)]));

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => PredictAsync(world, """[{"age": 30}]""", reference: "1"));

        Assert.Equal(("package_damaged", ErrorKind.Unavailable), (refusal.Code, refusal.Kind));
    }

    [Fact]
    public async Task PredictAsync_ManyVersions_KeepsNoMoreModelsThanConfigured()
    {
        await using var world = await RegistryWorld.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await world.RegisterAsync(new SampleRun(Package: SamplePackage.Binary(ageWeight: i)));
            await PredictAsync(world, """[{"age": 30}]""", reference: $"{i + 1}");
        }

        Assert.Equal(16, world.Workbench.Get<ModelCache>().Count);
    }

    [Fact]
    public async Task PredictAsync_Log_IsWrittenInBatchesAndFlushedAtTheEnd()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        var writer = world.Workbench.Get<PredictionLogWriter>();
        await writer.StartAsync(Token);

        var answer = await PredictAsync(world, """[{"age": 30, "income": 2000.5, "plan": "basic"}, {"age": null, "plan": "gold"}]""");
        await writer.StopAsync(Token);
        await writer.StoppedAsync(Token);

        var log = world.Workbench.Get<PredictionLogCatalog>();
        var recent = await log.ListRecentAsync(world.Analyst, "churn", 50, Token);
        Assert.Equal(answer.Predictions.Select(prediction => prediction.Id).Order(), recent.Select(entry => entry.Id).Order());
        var first = recent.Single(entry => entry.Id == answer.Predictions[0].Id);
        Assert.Equal(("30", "2000.5", "basic", "Yes"), (first.Inputs["age"], first.Inputs["income"], first.Inputs["plan"], first.Label));
        Assert.Null(recent.Single(entry => entry.Id == answer.Predictions[1].Id).Inputs["age"]);
        await world.Workbench.Get<TrafficMeter>().StoreAsync(Token);
        var traffic = await log.TrafficAsync(world.Analyst, "churn", Token);
        Assert.Equal((2L, 0L), (traffic.Predictions, traffic.Dropped));
        Assert.NotNull(traffic.P95Milliseconds);
    }

    [Fact]
    public async Task PredictAsync_LogFull_DropsAndCountsAndStillAnswers()
    {
        await using var world = await RegistryWorld.StartAsync(new Dictionary<string, string?> { ["Serving:LogBacklog"] = "5" });
        await world.PromoteNewAsync();
        var rows = $"[{string.Join(',', Enumerable.Repeat("""{"age": 30}""", 8))}]";

        var answer = await PredictAsync(world, rows);

        Assert.Equal(8, answer.Predictions.Count);
        Assert.Equal(8, (await world.Workbench.Get<PredictionLogCatalog>().TrafficAsync(world.Analyst, "churn", Token)).Dropped);
    }

    [Fact]
    public async Task PredictAsync_LogFullOfBytes_DropsAndCountsAndStillAnswers()
    {
        await using var world = await RegistryWorld.StartAsync(new Dictionary<string, string?> { ["Serving:LogBacklogBytes"] = "5000" });
        await world.PromoteNewAsync();
        var rows = $"[{string.Join(',', Enumerable.Repeat($$"""{"age": 30, "plan": "{{new string('x', 900)}}"}""", 8))}]";

        var answer = await PredictAsync(world, rows);

        Assert.Equal(8, answer.Predictions.Count);
        Assert.Equal(8, (await world.Workbench.Get<PredictionLogCatalog>().TrafficAsync(world.Analyst, "churn", Token)).Dropped);
    }

    [Fact]
    public async Task PredictAsync_LongText_IsCutInTheLog()
    {
        await using var world = await RegistryWorld.StartAsync(new Dictionary<string, string?> { ["Serving:LogTextLength"] = "4" });
        await world.PromoteNewAsync();
        await PredictAsync(world, """[{"age": 30, "plan": "abc😀 and more"}]""");

        await FlushAsync(world);

        var logged = Assert.Single(await world.Workbench.Get<PredictionLogCatalog>().ListRecentAsync(world.Analyst, "churn", 50, Token));
        Assert.Equal("abc…", logged.Inputs["plan"]);
    }

    [Fact]
    public async Task Log_TenThousandPredictions_TakesFewTransactions()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        var writer = world.Workbench.Get<PredictionLogWriter>();
        var rows = $"[{string.Join(',', Enumerable.Repeat("""{"age": 30}""", 100))}]";
        for (var call = 0; call < 100; call++)
        {
            await PredictAsync(world, rows);
        }

        await writer.StartAsync(Token);
        await writer.StopAsync(Token);
        await writer.StoppedAsync(Token);

        Assert.Equal(10_000, await world.Workbench.CountLogAsync());
        Assert.Equal(1, writer.Batches);
    }

    private static async Task FlushAsync(RegistryWorld world)
    {
        var writer = world.Workbench.Get<PredictionLogWriter>();
        await writer.StartAsync(Token);
        await writer.StoppedAsync(Token);
    }

    private static Task<PredictionAnswer> PredictAsync(RegistryWorld world, string rows, bool explain = false, string? reference = null) =>
        world.Workbench.Get<PredictionServer>().PredictAsync(world.Analyst, RegistryWorld.Model, reference, Request(rows, explain), Token);

    private static PredictionRequest Request(string rows, bool explain = false) => new(JsonSerializer.Deserialize<JsonElement>(rows), explain);
}
