using MlWorkbench.Engine.Datasets.Segments;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Experiments.Planning;

public sealed class ExperimentSpecCheckTests
{
    private static readonly IReadOnlyList<(string Name, ColumnType Type)> Columns =
    [
        ("bought", ColumnType.Category), ("age", ColumnType.Number), ("shop", ColumnType.Category), ("day", ColumnType.Date),
    ];

    public static TheoryData<string, string?, ExperimentSpec> Refused => new()
    {
        { "unknown_column", "sold", new ExperimentSpec { Target = "sold" } },
        { "max_runs_out_of_range", null, new ExperimentSpec { Target = "bought", MaxRuns = 0 } },
        { "unknown_column", "size", new ExperimentSpec { Target = "bought", Exclude = ["size"] } },
        { "target_excluded", "bought", new ExperimentSpec { Target = "bought", Exclude = ["bought"] } },
        { "no_features", null, new ExperimentSpec { Target = "bought", Exclude = ["age", "shop", "day"] } },
        { "unknown_column", "size", new ExperimentSpec { Target = "bought", Segments = [NamedSegment.OfColumn("size")] } },
        { "segment_repeated", "shop", new ExperimentSpec
        {
            Target = "bought",
            Segments = [NamedSegment.OfColumn("shop"), NamedSegment.OfColumn("shop")],
        } },
        { "segment_is_target", "bought", new ExperimentSpec { Target = "bought", Segments = [NamedSegment.OfColumn("bought")] } },
        { "trainer_unknown", null, new ExperimentSpec { Target = "bought", Trainers = ["gpt"] } },
        { "latency_out_of_range", null, new ExperimentSpec
        {
            Target = "bought",
            Limits = new ModelLimits(MaxMicrosecondsPerRow: 0),
        } },
        { "recipe_column_missing", "size", new ExperimentSpec
        {
            Target = "bought",
            Recipe = new RecipeDefinition([new LogDefinition("size")]),
        } },
        { "recipe_column_missing", "age", new ExperimentSpec
        {
            Target = "bought",
            Exclude = ["age"],
            Recipe = new RecipeDefinition([new LogDefinition("age")]),
        } },
        { "folds_out_of_range", null, Validated(ValidationKind.KFold, folds: 1) },
        { "test_fraction_out_of_range", null, Validated(ValidationKind.Auto, testFraction: 0.6) },
        { "test_fraction_out_of_range", null, Validated(ValidationKind.Auto, testFraction: double.NaN) },
        { "validation_column_missing", null, Validated(ValidationKind.Time) },
        { "time_column_invalid", "shop", Validated(ValidationKind.Time, column: "shop") },
        { "unknown_column", "size", Validated(ValidationKind.Group, column: "size") },
        { "validation_column_is_target", "bought", Validated(ValidationKind.Group, column: "bought") },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Require_WrongSetting_NamesItsCodeAndColumn(string code, string? column, ExperimentSpec spec)
    {
        var refusal = Assert.Throws<EngineException>(() => ExperimentSpecCheck.Require(spec, Columns));

        Assert.Equal((code, column), (refusal.Code, refusal.Column));
    }

    [Fact]
    public void Require_EverySettingWithinRange_Accepts() => ExperimentSpecCheck.Require(
        new ExperimentSpec
        {
            Target = "bought",
            MaxRuns = 1,
            Validation = new ValidationSpec(ValidationKind.Time, Folds: 20, Column: "day", TestFraction: 0.5),
            Exclude = ["shop"],
            Segments = [NamedSegment.OfColumn("shop")],
            Trainers = ["lightgbm"],
            Recipe = new RecipeDefinition([new LogDefinition("age")]),
        },
        Columns);

    [Fact]
    public void RequireTask_MetricOrClassOfAnotherTask_IsRefused()
    {
        Assert.Equal("metric_unknown", Code(() => ExperimentSpecCheck.RequireTask(new ExperimentSpec
        {
            Target = "age",
            Metric = "auc",
        }, ModelTask.Regression)));
        Assert.Equal("positive_class_unused", Code(() => ExperimentSpecCheck.RequireTask(new ExperimentSpec
        {
            Target = "age",
            PositiveClass = "yes",
        }, ModelTask.Regression)));
    }

    /// <summary>The search itself makes the same check, because the command line does not go through the server.</summary>
    [Fact]
    public void Make_SpecThatDoesNotFitTheColumns_IsRefused() =>
        Assert.Equal("segment_is_target", Code(() => PlanMaker.Make(SmallTable.Make(100), SmallTable.Spec("bought") with { Segments = [NamedSegment.OfColumn("bought")] })));

    private static string Code(Action act) => Assert.Throws<EngineException>(act).Code;

    private static ExperimentSpec Validated(ValidationKind kind, int? folds = null, string? column = null, double? testFraction = null) =>
        new() { Target = "bought", Validation = new ValidationSpec(kind, folds, column, testFraction) };
}
