using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Splits;
using MlWorkbench.Engine.Targets;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Experiments.Splits;

public sealed class SplitMakerTests
{
    [Theory]
    [InlineData("bought")]
    [InlineData("level")]
    [InlineData("amount")]
    public void Make_SmallTable_RepeatsKFoldThatCoversEachRowOnceARepeat(string target)
    {
        var split = Split(target, new ValidationSpec());

        Assert.Equal(ValidationKind.KFold, split.Kind);
        Assert.Equal(40, split.Test.Length);
        Assert.Equal(10, split.Folds.Count);
        Assert.Equal(split.Train.Order(), split.ValidatedRows);
        foreach (var repeat in split.Folds.Chunk(5))
        {
            Assert.Equal(split.Train.Order(), repeat.SelectMany(fold => fold.Validation).Order());
        }

        AssertApart(split);
    }

    [Fact]
    public void Make_Classification_KeepsTheClassShares()
    {
        var setup = SmallTable.Setup("bought");
        double Share(int[] rows) => rows.Average(row => setup.Actuals.Values[row]);
        var all = Share([.. Enumerable.Range(0, 200)]);

        Assert.Equal(all, Share(setup.Split.Test), 0.03);
        Assert.All(setup.Split.Folds, fold => Assert.Equal(all, Share(fold.Validation), 0.03));
    }

    [Fact]
    public void Make_Regression_SpreadsTheTarget()
    {
        var setup = SmallTable.Setup("amount");
        double Mean(int[] rows) => rows.Average(row => setup.Actuals.Values[row]);

        Assert.All(setup.Split.Folds, fold => Assert.Equal(Mean(setup.Split.Train), Mean(fold.Validation), 0.25));
    }

    [Fact]
    public void Make_LargeTable_HoldsOutOneFifth()
    {
        var split = Split("bought", new ValidationSpec(), 25_100);

        Assert.Equal(ValidationKind.Holdout, split.Kind);
        Assert.False(split.CoversAllRows);
        Assert.Equal(split.Train.Length / 5, Assert.Single(split.Folds).Validation.Length, 2.0);
        AssertApart(split);
    }

    [Fact]
    public void Make_ByGroup_NeverSplitsAGroup()
    {
        var table = SmallTable.Make();
        var groups = ((NumericColumn)table["group"]).Values;
        var split = Split("bought", new ValidationSpec(ValidationKind.Group, 4, "group"));

        Assert.Equal(4, split.Folds.Count);
        Assert.NotEmpty(split.Test);
        AssertApart(split);
        double[] Groups(int[] rows) => [.. rows.Select(row => groups[row]).Distinct()];
        Assert.Empty(Groups(split.Test).Intersect(Groups(split.Train)));
        Assert.All(split.Folds, fold => Assert.Empty(Groups(fold.Train).Intersect(Groups(fold.Validation))));
    }

    [Fact]
    public void Make_ByTime_TrainsOnThePastAndTestsOnTheLatest()
    {
        var days = ((NumericColumn)SmallTable.Make()["day"]).Values;
        var split = Split("bought", new ValidationSpec(ValidationKind.Time, Column: "day"));

        AssertApart(split);
        Assert.InRange(split.Test.Length, 30, 50);
        Assert.True(split.Train.Max(row => days[row]) < split.Test.Min(row => days[row]));
        Assert.All(split.Folds, fold => Assert.True(fold.Train.Max(row => days[row]) < fold.Validation.Min(row => days[row])));
        Assert.True(split.Folds[0].Train.Length < split.Folds[^1].Train.Length);
    }

    [Fact]
    public void Make_SameSeed_GivesTheSameSplit()
    {
        var (first, second) = (Split("bought", new ValidationSpec()), Split("bought", new ValidationSpec()));

        Assert.Equal(first.Test, second.Test);
        Assert.Equal(first.Folds.Select(fold => fold.Validation), second.Folds.Select(fold => fold.Validation));
    }

    private static DataSplit Split(string target, ValidationSpec validation, int rows = 200)
    {
        var table = SmallTable.Make(rows);
        var actuals = TargetAnalysis.Analyze(table, new TargetQuestion(target)).Actuals;
        return new SplitMaker(table, actuals, 3, validation, 60, seed: 7).Make();
    }

    private static void AssertApart(DataSplit split)
    {
        Assert.Empty(split.Test.Intersect(split.Train));
        Assert.All(split.Folds, fold =>
        {
            Assert.NotEmpty(fold.Validation);
            Assert.Empty(fold.Train.Intersect(fold.Validation));
            Assert.Empty(split.Test.Intersect(fold.Train.Concat(fold.Validation)));
        });
    }
}
