using System.Text.Json;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Humility;
using MlWorkbench.Application.Tests.Registry;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Serving.Humility;

/// <summary>Rules on the endpoint <c>churn</c>. Its training rows have ages from 18 to 77 and the plans basic, plus and family.</summary>
public sealed class HumilityTests
{
    private const string Typical = """{"age": 30, "income": 2000, "plan": "basic"}""";
    private const string Old = """{"age": 78, "income": 2000, "plan": "basic"}""";
    private const string Gold = """{"age": 30, "income": 2000, "plan": "gold"}""";
    private const string Empty = """{"age": null, "income": null, "plan": "basic"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<HumilityRule, string> Hits => new()
    {
        { Flag(HumilityCondition.OutOfRange), Old },
        { Flag(HumilityCondition.OutOfRange) with { Column = "age" }, Old },
        { Flag(HumilityCondition.OutOfRange) with { Column = "income", High = 1_000 }, Typical },
        { Flag(HumilityCondition.UnseenCategory), Gold },
        { Flag(HumilityCondition.UnseenCategory) with { Column = "plan" }, Gold },
        { Flag(HumilityCondition.Uncertain) with { Low = 0.7, High = 0.8 }, Typical },
        { Flag(HumilityCondition.Missing) with { MaxMissing = 1 }, Empty },
        { Flag(HumilityCondition.Missing) with { Column = "age" }, Empty },
    };

    public static TheoryData<HumilityRule, string> Misses => new()
    {
        { Flag(HumilityCondition.OutOfRange), Typical },
        { Flag(HumilityCondition.OutOfRange), Empty },
        { Flag(HumilityCondition.OutOfRange) with { Column = "age", High = 80 }, Old },
        { Flag(HumilityCondition.UnseenCategory), Typical },
        { Flag(HumilityCondition.Uncertain) with { Low = 0.4, High = 0.6 }, Typical },
        { Flag(HumilityCondition.Missing) with { MaxMissing = 2 }, Empty },
        { Flag(HumilityCondition.Missing) with { Column = "plan" }, Empty },
    };

    public static TheoryData<HumilityRule> Unusable =>
    [
        Flag(HumilityCondition.OutOfRange) with { Name = "" },
        Flag(HumilityCondition.OutOfRange) with { Name = "a,b" },
        Flag(HumilityCondition.OutOfRange) with { Column = "height" },
        Flag(HumilityCondition.OutOfRange) with { Column = "plan" },
        Flag(HumilityCondition.OutOfRange) with { Low = 1 },
        Flag(HumilityCondition.OutOfRange) with { Column = "age", Low = 2, High = 1 },
        Flag(HumilityCondition.UnseenCategory) with { Column = "age" },
        Flag(HumilityCondition.Uncertain),
        Flag(HumilityCondition.Missing),
        Flag(HumilityCondition.Missing) with { MaxMissing = -1 },
        Flag(HumilityCondition.OutOfRange) with { Action = HumilityAction.Override },
        Flag(HumilityCondition.OutOfRange) with { Action = HumilityAction.Override, Value = Json("\"Perhaps\"") },
        Flag(HumilityCondition.OutOfRange) with { Action = HumilityAction.Override, Value = Json("1") },
    ];

    [Theory]
    [MemberData(nameof(Hits))]
    public async Task PredictAsync_RuleThatApplies_FlagsThePrediction(HumilityRule rule, string row)
    {
        await using var world = await StartAsync(rule);

        Assert.Equal(["rule"], (await PredictAsync(world, row)).Flags);
    }

    [Theory]
    [MemberData(nameof(Misses))]
    public async Task PredictAsync_RuleThatDoesNotApply_LeavesThePrediction(HumilityRule rule, string row)
    {
        await using var world = await StartAsync(rule);

        Assert.Null((await PredictAsync(world, row)).Flags);
    }

    [Fact]
    public async Task PredictAsync_Override_ReplacesTheLabelAndKeepsTheScore()
    {
        await using var world = await StartAsync(
            Flag(HumilityCondition.OutOfRange),
            Flag(HumilityCondition.OutOfRange) with { Name = "no", Action = HumilityAction.Override, Value = Json("\"Yes\"") });

        var prediction = await PredictAsync(world, Old);

        Assert.Equal(["rule", "no"], prediction.Flags);
        Assert.Equal("Yes", prediction.Label);
        Assert.True(prediction.Score < 0.5);
    }

    [Fact]
    public async Task PredictAsync_OverrideOfANumber_ReplacesIt()
    {
        await using var world = await StartAsync(new SampleRun(Package: SamplePackage.Regression()),
            Flag(HumilityCondition.OutOfRange) with { Action = HumilityAction.Override, Value = Json("12.5") });

        Assert.Equal(12.5, (await PredictAsync(world, Old)).Score);
        Assert.Equal(80, (await PredictAsync(world, Typical)).Score, 9);
    }

    [Fact]
    public async Task PredictAsync_Refuse_RefusesTheCallAndNamesRowAndRule()
    {
        await using var world = await StartAsync(Flag(HumilityCondition.UnseenCategory) with { Column = "plan", Action = HumilityAction.Refuse });

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => world.PredictAsync($"[{Typical}, {Gold}]"));

        Assert.Equal(("humility_refused", 2L, "plan"), (refusal.Code, refusal.Row!.Value, refusal.Column));
        Assert.Contains("'rule'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SimulateAsync_LoggedPredictions_GivesTheShareOfEachRule()
    {
        await using var world = await StartAsync();
        await world.PredictAsync($"[{Typical}, {Old}, {Gold}, {Typical}]");
        var writer = world.Workbench.Get<PredictionLogWriter>();
        await writer.StartAsync(Token);
        await writer.StopAsync(Token);
        await writer.StoppedAsync(Token);

        var simulation = await Rules(world).SimulateAsync(
            world.Analyst, "churn", [Flag(HumilityCondition.OutOfRange), Flag(HumilityCondition.Missing) with { Name = "gaps", MaxMissing = 0 }], Token);

        Assert.Equal(4, simulation.Rows);
        Assert.Equal([new HumilityShare("rule", 0.25), new HumilityShare("gaps", 0)], simulation.Hits);
        Assert.Empty(await Rules(world).ListAsync(world.Analyst, "churn", Token));
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task SetAsync_RuleThatDoesNotFitTheModel_IsRefused(HumilityRule rule)
    {
        await using var world = await StartAsync();

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => Rules(world).SetAsync(world.Workbench.Admin, "churn", [rule], Token));

        Assert.Equal("humility_rule_invalid", refusal.Code);
    }

    [Fact]
    public async Task EraseAsync_Entity_DeletesItsPredictionsAlone()
    {
        await using var world = await StartAsync();
        await world.PredictAsync($"[{Typical}, {Old}, {Gold}]", ["anna", "ben", "anna"]);
        var writer = world.Workbench.Get<PredictionLogWriter>();
        await writer.StartAsync(Token);
        await writer.StopAsync(Token);
        await writer.StoppedAsync(Token);

        Assert.Equal(2, await world.Workbench.Get<PredictionErasure>().EraseAsync(world.Workbench.Admin, "churn", "anna", Token));

        var left = Assert.Single(await world.Workbench.Get<PredictionLogCatalog>().ListRecentAsync(world.Analyst, "churn", 50, Token));
        Assert.Equal("ben", left.EntityId);
        Assert.Equal("entity_missing", (await Assert.ThrowsAsync<WorkbenchException>(() =>
            world.Workbench.Get<PredictionErasure>().EraseAsync(world.Workbench.Admin, "churn", "", Token))).Code);
    }

    private static HumilityRule Flag(HumilityCondition when) => new("rule", when, HumilityAction.Flag);

    private static JsonElement Json(string json) => JsonSerializer.Deserialize<JsonElement>(json);

    private static HumilityRules Rules(RegistryWorld world) => world.Workbench.Get<HumilityRules>();

    private static Task<RegistryWorld> StartAsync(params HumilityRule[] rules) => StartAsync(new SampleRun(), rules);

    private static async Task<RegistryWorld> StartAsync(SampleRun run, params HumilityRule[] rules)
    {
        var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync(run);
        await Rules(world).SetAsync(world.Workbench.Admin, "churn", rules, Token);
        return world;
    }

    private static async Task<Prediction> PredictAsync(RegistryWorld world, string row) => Assert.Single((await world.PredictAsync($"[{row}]")).Predictions);
}
