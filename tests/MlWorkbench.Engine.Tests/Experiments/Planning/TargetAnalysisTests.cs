using MlWorkbench.Engine.Targets;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Experiments.Planning;

public sealed class TargetAnalysisTests
{
    [Fact]
    public void Analyze_TwoCategories_IsBinaryWithTheRarerClassPositive()
    {
        var target = Analyze(SmallTable.Texts("y", [.. Repeat("good", 30), .. Repeat("bad", 10)]));

        Assert.Equal((ModelTask.Binary, "bad"), (target.Task, target.PositiveClass));
        Assert.Equal(["good", "bad"], target.Classes);
        Assert.Equal(10, target.Actuals.Values.Sum());
    }

    [Theory]
    [InlineData("Yes", "No")]
    [InlineData("true", "false")]
    [InlineData("1", "0")]
    public void Analyze_SpelledYes_IsPositiveThoughItIsTheMoreFrequent(string yes, string no)
    {
        var target = Analyze(SmallTable.Texts("y", [.. Repeat(yes, 30), .. Repeat(no, 10)]));

        Assert.Equal([no, yes], target.Classes);
    }

    [Fact]
    public void Analyze_PositiveClassAskedFor_IsTaken()
    {
        var target = Analyze(SmallTable.Texts("y", [.. Repeat("good", 30), .. Repeat("bad", 10)]), new TargetQuestion("y", PositiveClass: "good"));

        Assert.Equal("good", target.PositiveClass);
    }

    [Fact]
    public void Analyze_MissingTargets_AreLeftOutAndSaidSo()
    {
        var target = Analyze(SmallTable.Texts("y", [.. Repeat("a", 15), null, .. Repeat("b", 15), null]));

        Assert.Equal(30, target.LabelledRows.Length);
        Assert.DoesNotContain(15, target.LabelledRows);
        Assert.Equal("2", Assert.Single(target.Findings, finding => finding.Code == "rows_without_target").Values["rows"]);
    }

    [Fact]
    public void Analyze_FewWholeNumbers_AreClassesInOrder()
    {
        var target = Analyze(SmallTable.Numbers("y", ColumnType.Integer, Enumerable.Range(0, 60).Select(row => 10.0 - (row % 3))));

        Assert.Equal(ModelTask.Multiclass, target.Task);
        Assert.Equal(["8", "9", "10"], target.Classes);
    }

    [Fact]
    public void Analyze_ManyNumbers_IsRegression() =>
        Assert.Equal(ModelTask.Regression, Analyze(SmallTable.Numbers("y", ColumnType.Number, Enumerable.Range(0, 60).Select(row => row * 0.7))).Task);

    [Theory]
    [InlineData("target_constant", "a", 30, "a", 30)]
    [InlineData("too_few_rows", "a", 9, "b", 9)]
    [InlineData("class_too_rare", "a", 40, "b", 3)]
    public void Analyze_WrongCategories_AreRefused(string code, string first, int firstRows, string second, int secondRows) =>
        Refuses(code, SmallTable.Texts("y", [.. Repeat(first, firstRows), .. Repeat(second, secondRows)]));

    [Fact]
    public void Analyze_AllMissing_IsRefused() => Refuses("target_all_missing", SmallTable.Texts("y", new string?[30]));

    [Fact]
    public void Analyze_NamesOfRows_AreRefused() =>
        Refuses("target_unique_id", SmallTable.Texts("y", [.. Enumerable.Range(0, 50).Select(row => $"name{row}")]));

    [Fact]
    public void Analyze_RunningNumber_IsRefused() =>
        Refuses("target_unique_id", SmallTable.Numbers("y", ColumnType.Integer, Enumerable.Range(1, 50).Select(row => (double)row)));

    [Fact]
    public void Analyze_Dates_AreRefused() => Refuses("target_date", SmallTable.Numbers("y", ColumnType.Date, Enumerable.Range(0, 50).Select(day => day * 86_400.0)));

    [Fact]
    public void Analyze_NoSuchColumn_IsRefused()
    {
        var refusal = Assert.Throws<EngineException>(() => TargetAnalysis.Analyze(SmallTable.Make(), new TargetQuestion("nope")));

        Assert.Equal(("target_missing", "nope"), (refusal.Code, refusal.Column));
    }

    [Theory]
    [InlineData(ModelTask.Regression, "target_not_numeric")]
    [InlineData(ModelTask.Binary, "target_not_binary")]
    public void Analyze_TaskThatDoesNotFit_IsRefused(ModelTask task, string code) =>
        Assert.Equal(code, Assert.Throws<EngineException>(() => TargetAnalysis.Analyze(SmallTable.Make(), new TargetQuestion("level", task))).Code);

    private static Target Analyze(Column column, TargetQuestion? question = null) => TargetAnalysis.Analyze(new Table([column]), question ?? new TargetQuestion("y"));

    private static void Refuses(string code, Column column)
    {
        var refusal = Assert.Throws<EngineException>(() => Analyze(column));
        Assert.Equal((code, "y"), (refusal.Code, refusal.Column));
    }

    private static IEnumerable<string?> Repeat(string value, int times) => Enumerable.Repeat<string?>(value, times);
}
