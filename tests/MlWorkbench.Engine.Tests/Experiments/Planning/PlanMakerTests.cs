using MlWorkbench.Engine.Datasets.Segments;
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

        var setup = PlanMaker.Make(table, new ExperimentSpec { Target = "y", Exclude = ["unwanted"] });

        Assert.Equal(["useful"], setup.Columns.Features);
        Assert.Equal(
            [
                ("running", "column_identifier"),
                ("key", "column_identifier"),
                ("constant", "column_constant"),
                ("empty", "column_empty"),
                ("unwanted", "column_excluded_by_request"),
            ],
            setup.Plan.Dropped.Select(dropped => (dropped.Name, dropped.Reason.Code)));
        Assert.Equal(["unwanted"], setup.Plan.Segments);
    }

    [Fact]
    public void Make_SmallTable_TellsFoldsAndRepeatsAsTheFindingDoes()
    {
        var setup = SmallTable.Setup("bought");

        Assert.Equal((5, 2, 10), (setup.Plan.Folds, setup.Plan.Repeats, setup.Split.Folds.Count));
        var finding = Assert.Single(setup.Plan.Findings, finding => finding.Code == "validation_folds_repeated");
        Assert.Equal(("5", "2"), (finding.Values["folds"], finding.Values["repeats"]));
    }

    [Fact]
    public void RowNumber_DrawnAndUnlabelledRows_NamesTheRowOfTheFile()
    {
        var table = new Table([SmallTable.Numbers("x", ColumnType.Number, Enumerable.Range(0, 60).Select(row => row * 7 % 11 / 2.0)), SmallTable.Texts("y", [.. Enumerable.Range(0, 60).Select(row => row < 2 ? null : row % 2 == 0 ? "a" : "b")])]);
        var drawn = new SampledTable(table, 600, new RowLimit(60, IsOfTime: false), RowNumbers: [.. Enumerable.Range(0, 60).Select(row => row * 10)]);

        Assert.Equal(20, PlanMaker.Make(drawn, new ExperimentSpec { Target = "y" }).RowNumber(0));
        Assert.Equal(2, PlanMaker.Make(table, new ExperimentSpec { Target = "y" }).RowNumber(0));
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
            "unknown_column" => new ExperimentSpec { Target = "bought", Segments = [NamedSegment.OfColumn("nope")] },
            "no_features" => new ExperimentSpec
            {
                Target = "bought",
                Exclude = ["x", "z", "kind", "group", "day", "amount", "level"],
            },
            "metric_unknown" => new ExperimentSpec { Target = "bought", Metric = "rmse" },
            _ => new ExperimentSpec { Target = "bought", Trainers = ["magic"] },
        };

        Assert.Equal(code, Assert.Throws<EngineException>(() => PlanMaker.Make(SmallTable.Make(), spec)).Code);
    }
}
