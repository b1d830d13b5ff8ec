using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Experiments.Planning;

public sealed class PlanMakerTests
{
    [Fact]
    public void Make_ColumnsWithNothingToLearn_AreDroppedWithReasons()
    {
        var rows = 100;
        var table = new Table(
        [
            SmallTable.Numbers("running", ColumnType.Integer, Enumerable.Range(1, rows).Select(row => (double)row)),
            SmallTable.Texts("key", [.. Enumerable.Range(0, rows).Select(row => $"k{row}")]),
            SmallTable.Numbers("constant", ColumnType.Number, Enumerable.Repeat(3.0, rows)),
            SmallTable.Numbers("empty", ColumnType.Number, Enumerable.Repeat(double.NaN, rows)),
            SmallTable.Numbers("useful", ColumnType.Number, Enumerable.Range(0, rows).Select(row => (row * 37 % 101) / 7.0)),
            SmallTable.Texts("unwanted", [.. Enumerable.Range(0, rows).Select(row => row % 2 == 0 ? "a" : "b")]),
            SmallTable.Texts("y", [.. Enumerable.Range(0, rows).Select(row => row % 3 == 0 ? "no" : "yes")]),
        ]);

        var setup = PlanMaker.Make(table, new ExperimentSpec("y", Exclude: ["unwanted"]));

        Assert.Equal(["useful"], setup.Columns.Features);
        Assert.Equal(["running", "key", "constant", "empty", "unwanted"], setup.Plan.Dropped.Select(dropped => dropped.Name));
        Assert.All(setup.Plan.Dropped, dropped => Assert.NotEmpty(dropped.Reason));
        Assert.Equal(["unwanted"], setup.Plan.Segments);
    }

    [Theory]
    [InlineData("unknown_column")]
    [InlineData("no_features")]
    [InlineData("metric_unknown")]
    [InlineData("trainer_unknown")]
    public void Make_WrongRequest_IsRefused(string code)
    {
        var spec = code switch
        {
            "unknown_column" => new ExperimentSpec("bought", Segments: ["nope"]),
            "no_features" => new ExperimentSpec("bought", Exclude: ["x", "z", "kind", "group", "day", "amount", "level"]),
            "metric_unknown" => new ExperimentSpec("bought", Metric: "rmse"),
            _ => new ExperimentSpec("bought", Trainers: ["magic"]),
        };

        Assert.Equal(code, Assert.Throws<EngineException>(() => PlanMaker.Make(SmallTable.Make(), spec)).Code);
    }
}
