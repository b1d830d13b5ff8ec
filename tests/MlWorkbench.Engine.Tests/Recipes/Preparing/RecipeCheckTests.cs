using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Tests.Recipes.Preparing;

public sealed class RecipeCheckTests
{
    private static readonly (string Name, ColumnType Type)[] Columns =
    [
        ("age", ColumnType.Integer), ("income", ColumnType.Number), ("plan", ColumnType.Category), ("since", ColumnType.Date), ("note", ColumnType.Text), ("churn", ColumnType.Boolean), ("spend", ColumnType.Number),
    ];

    [Fact]
    public void Check_StepsThatFit_HasNoIssue() => Assert.Empty(RecipeCheck.Check(
        new RecipeDefinition(
        [
            new ImputeDefinition("age"), new LogDefinition("income", Keep: true), new CombineDefinition("income log", "age"), new OneHotDefinition("plan"),
            new LagDefinition("spend", "since", "note"), new DatePartsDefinition("since", [DatePart.Month], Keep: false), new DropDefinition(["note"]),
        ]),
        Columns,
        "spend"));

    [Fact]
    public void Check_StepsThatCannotBe_NamesStepAndColumn()
    {
        Refused("recipe_column_missing", "wage", new LogDefinition("wage"));
        Refused("recipe_column_missing", null, new LogDefinition(null!));
        Refused("recipe_column_type", "plan", new LogDefinition("plan"));
        Refused("recipe_step", "plan", new ImputeDefinition("plan", ImputeMethod.Mean));
        Refused("recipe_step", "age", new ImputeDefinition("age", ImputeMethod.Constant, "old"));
        Refused("recipe_step", "age", new ClipDefinition("age", Low: 5, High: 1));
        Refused("recipe_step", "age", new ClipDefinition("age", ClipBounds.Quantiles, Low: 5));
        Refused("recipe_step", "age", new BinDefinition("age", BinMethod.Edges, Edges: [3, 2]));
        Refused("recipe_step", "since", new CombineDefinition("since", "age"));
        Refused("recipe_reads_target", "churn", new OneHotDefinition("churn"));
        Refused("recipe_reads_target", "churn", new AggregateDefinition("age", "churn", [AggregateMeasure.Mean]));
        Refused("recipe_column_type", "churn", new LagDefinition("churn", "since"));
        Refused("recipe_step", "age", new LagDefinition("age", "since", Lags: [0]));
        Refused("recipe_step", "age", new RollingDefinition("age", "since", [HistoryMeasure.Lag]));
        Refused("recipe_step", "note", new TextDefinition("note", Columns: 100_000));
        Refused("recipe_step", null, new DropDefinition([]));
        Refused("recipe_leaves_nothing", null, new DropDefinition([.. Columns.Select(column => column.Name)]));

        static void Refused(string code, string? column, StepDefinition step)
        {
            var issue = Assert.Single(RecipeCheck.Check(new RecipeDefinition([step]), Columns, "churn"));
            Assert.Equal((1, code, column), (issue.Step, issue.Code, issue.Column));
        }
    }

    [Fact]
    public void Check_ColumnThatAnEarlierStepRemoved_IsNotThereAnyMore()
    {
        var issues = RecipeCheck.Check(new RecipeDefinition([new OneHotDefinition("plan"), new RareLevelsDefinition("plan"), new LogDefinition("age")]), Columns);
        var issue = Assert.Single(issues);
        Assert.Equal((2, "recipe_column_missing"), (issue.Step, issue.Code));
        Assert.Contains("Available: age, income", issue.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_AnyRecipe_ComesBackTheSame()
    {
        var recipe = new RecipeDefinition(
        [
            new ImputeDefinition("age", ImputeMethod.Constant, "3"), new ClipDefinition("age", ClipBounds.Quantiles, 0.01, 0.99), new BinDefinition("age", BinMethod.Edges, Edges: [1, 2]),
            new TargetEncodeDefinition("plan"), new TextDefinition("note", TextMethod.Hashed), new AggregateDefinition("age", "plan", [AggregateMeasure.Mean]),
            new RollingDefinition("age", "since", [HistoryMeasure.Mean], "plan", 7, 2), new KeepDefinition(["age"]),
        ]);
        var json = RecipeJson.Write(recipe);
        Assert.Equal(json, RecipeJson.Write(RecipeJson.Read(json)));
        Assert.Equal(RecipeJson.Digest(recipe), RecipeJson.Digest(RecipeJson.Read(json)));
        Assert.Contains("\"bounds\":\"quantiles\"", json, StringComparison.Ordinal);
        Assert.Contains("\"measures\":[\"mean\"]", json, StringComparison.Ordinal);
        Assert.NotEqual(RecipeJson.Digest(recipe), RecipeJson.Digest(new RecipeDefinition([new LogDefinition("age")])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"steps":[null]}""")]
    [InlineData("""{"steps":[{"type":"evil","column":"a"}]}""")]
    [InlineData("""{"steps":[{"column":"a"}]}""")]
    [InlineData("""{"steps":[{"type":"log","column":"a","surprise":1}]}""")]
    [InlineData("""{"steps":[{"type":"impute","column":"a","method":"guess"}]}""")]
    [InlineData("""{"steps":[{"type":"dateParts","column":"a","parts":[99]}]}""")]
    [InlineData("""{"steps":[{"type":"combine","left":"a","right":"b","operation":99}]}""")]
    public void Json_NoRecipe_IsRefused(string json) => Assert.Equal("recipe_unreadable", Assert.Throws<EngineException>(() => RecipeJson.Read(json)).Code);
}
