using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Engine.Tests.Experiments;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Tests.Recipes.Preparing;

public sealed class PreparationFitterTests
{
    private const double Day = DateText.SecondsPerDay;

    [Fact]
    public void Fit_Impute_LearnsFromTheRowsWithAValue()
    {
        Assert.Equal([1, 2, 9, 2], Numbers("x", new ImputeDefinition("x"), X(1, 2, 9, double.NaN)));
        Assert.Equal([1, 2, 9, 4], Numbers("x", new ImputeDefinition("x", ImputeMethod.Mean), X(1, 2, 9, double.NaN)));
        Assert.Equal([3, 3, 9, 3], Numbers("x", new ImputeDefinition("x", ImputeMethod.MostFrequent), X(3, 3, 9, double.NaN)));
        Assert.Equal(["a", "b", "b", "b"], Texts("x", new ImputeDefinition("x", ImputeMethod.MostFrequent), SmallTable.Texts("x", "a", "b", "b", null)));
        Assert.Equal(["a", "?"], Texts("x", new ImputeDefinition("x", ImputeMethod.Constant, "?"), SmallTable.Texts("x", "a", null)));
    }

    [Fact]
    public void Fit_ClipByQuantiles_UsesTheQuantilesOfTheTrainingRows() =>
        Assert.Equal([1, 1, 2, 3, 3], Numbers("x", new ClipDefinition("x", ClipBounds.Quantiles, 0.25, 0.75), X(0, 1, 2, 3, 4)));

    [Fact]
    public void Fit_Bin_CutsByRowsOrByWidth()
    {
        Assert.Equal(["below 2", "2 to 3", "3 to 10", "from 10"], Texts("x", new BinDefinition("x", BinMethod.Edges, Edges: [2, 3, 10]), X(1, 2, 3, 10)));
        Assert.Equal(["below 5", "below 5", "below 5", "from 5"], Texts("x", new BinDefinition("x", BinMethod.Width, 2), X(0, 1, 2, 10)));
        Assert.Equal(["below 1.5", "below 1.5", "from 1.5", "from 1.5"], Texts("x", new BinDefinition("x", BinMethod.Quantile, 2), X(0, 1, 2, 10)));
    }

    [Fact]
    public void Fit_RareLevels_MergesRareAndUnseenOnes()
    {
        var fitted = Fit(new RareLevelsDefinition("x", 0.3), SmallTable.Texts("x", "a", "a", "b", "a", null));
        var later = fitted.Preparation.Apply(new Table([SmallTable.Texts("x", "a", "b", "new", null)]));
        Assert.Equal(["a", "other", "other", null], Texts(later["x"]));
    }

    [Fact]
    public void Fit_Aggregates_AreThoseOfTheGroup()
    {
        var fitted = Fit(
            new AggregateDefinition("x", "g", [AggregateMeasure.Mean, AggregateMeasure.Median, AggregateMeasure.Count, AggregateMeasure.Maximum, AggregateMeasure.Deviation]),
            X(1, 2, 6, 5, double.NaN), SmallTable.Texts("g", "a", "a", "a", "b", "b"));
        Assert.Equal([3, 3, 3, 5, 5], ((NumericColumn)fitted.Train["x mean by g"]).Values);
        Assert.Equal([2, 2, 2, 5, 5], ((NumericColumn)fitted.Train["x median by g"]).Values);
        Assert.Equal([3, 3, 3, 1, 1], ((NumericColumn)fitted.Train["x count by g"]).Values);
        Assert.Equal([6, 6, 6, 5, 5], ((NumericColumn)fitted.Train["x max by g"]).Values);
        Assert.Equal(Math.Sqrt(14.0 / 3), ((NumericColumn)fitted.Train["x deviation by g"]).Values[0], 12);
        var unseen = fitted.Preparation.Apply(new Table([X(1), SmallTable.Texts("g", "new")]));
        Assert.Equal((double.NaN, 0), (((NumericColumn)unseen["x mean by g"]).Values[0], ((NumericColumn)unseen["x count by g"]).Values[0]));
    }

    [Fact]
    public void Fit_TargetEncoding_GivesTrainingRowsTheOtherFoldsAndServingAllRows()
    {
        // A level with a single row reveals the target of that row. Out of fold, it must give only the mean of the others.
        var levels = SmallTable.Texts("id", [.. Enumerable.Range(0, 100).Select(i => $"id {i}")]);
        var labels = new Actuals(ModelTask.Regression, [.. Enumerable.Range(0, 100).Select(i => (double)i)], []);
        var fitted = PreparationFitter.Fit(new RecipeDefinition([new TargetEncodeDefinition("id", Smoothing: 1)]), new Table([levels]), labels, null, 1);
        var train = ((NumericColumn)fitted.Train["id target"]).Values;
        Assert.All(train, value => Assert.InRange(value, 40, 60));
        var served = ((NumericColumn)fitted.Preparation.Apply(new Table([levels]))["id target"]).Values;
        Assert.Equal((99 + 49.5) / 2, served[99], 4);
    }

    [Fact]
    public void Fit_TargetEncoding_IgnoresWhatTheRowItselfSays()
    {
        var levels = SmallTable.Texts("g", [.. Enumerable.Range(0, 60).Select(i => $"{i % 3}")]);
        var values = Enumerable.Range(0, 60).Select(i => (double)(i % 7)).ToArray();
        var before = Train(values);
        values[30] += 1_000;
        Assert.Equal(before[30], Train(values)[30]);

        double[] Train(double[] target) => ((NumericColumn)PreparationFitter.Fit(
            new RecipeDefinition([new TargetEncodeDefinition("g")]), new Table([levels]), new Actuals(ModelTask.Regression, [.. target], []), null, 1).Train["g target"]).Values;
    }

    [Fact]
    public void Fit_Lag_IsTheEarlierValueOfTheGroup()
    {
        var table = new[]
        {
            X(1, 2, 3, 4, 5), new NumericColumn("t", ColumnType.Date, [3 * Day, 1 * Day, 2 * Day, 1 * Day, 9 * Day]), SmallTable.Texts("g", "a", "a", "a", "b", "b"),
        };
        Assert.Equal([3, double.NaN, 2, double.NaN, 4], Numbers("x lag 1 by g", new LagDefinition("x", "t", "g"), table));
        Assert.Equal([double.NaN, double.NaN, double.NaN, double.NaN, 4], Numbers("x lag 1 by g", new LagDefinition("x", "t", "g", Gap: 3), table));
        Assert.Equal([2.5, double.NaN, 2, double.NaN, 4], Numbers("x mean of last 2 by g", new RollingDefinition("x", "t", [HistoryMeasure.Mean], "g", 2), table));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Fit_LookingBack_LaterRowsNeverChangeEarlierOnes(int seed)
    {
        var random = new Random(seed);
        var (times, values) = (new double[200], new double[200]);
        var groups = new string?[200];
        for (var row = 0; row < 200; row++)
        {
            (times[row], values[row], groups[row]) = (random.Next(40), random.Next(10) == 0 ? double.NaN : random.Next(1_000), random.Next(12) == 0 ? null : $"g{random.Next(4)}");
        }

        var moment = 20;
        var before = Features(times, values, groups);
        for (var row = 0; row < 200; row++)
        {
            // Changes at that time or later must have no effect.
            if (times[row] >= moment)
            {
                (times[row], values[row], groups[row]) = (moment + random.Next(40), random.Next(1_000), $"g{random.Next(6)}");
            }
        }

        var after = Features(times, values, groups);
        for (var row = 0; row < 200; row++)
        {
            if (times[row] < moment)
            {
                Assert.Equal(before[row], after[row]);
            }
        }

        static double[][] Features(double[] times, double[] values, string?[] groups)
        {
            var train = PreparationFitter.Fit(
                new RecipeDefinition(
                [
                    new LagDefinition("x", "t", "g", [1, 2, 5]), new RollingDefinition("x", "t", [HistoryMeasure.Mean, HistoryMeasure.Sum, HistoryMeasure.Minimum, HistoryMeasure.Maximum, HistoryMeasure.Count, HistoryMeasure.Deviation], null, 7, 1.5),
                ]),
                new Table([new NumericColumn("x", ColumnType.Number, [.. values]), new NumericColumn("t", ColumnType.Number, [.. times]), SmallTable.Texts("g", groups)]), null, null, 1).Train;
            var columns = train.Columns.Skip(3).Select(column => ((NumericColumn)column).Values).ToArray();
            return [.. Enumerable.Range(0, times.Length).Select(row => columns.Select(column => column[row]).ToArray())];
        }
    }

    [Fact]
    public void Fit_NothingToLearnFrom_NamesTheStep()
    {
        var refusal = Assert.Throws<EngineException>(() => PreparationFitter.Fit(
            new RecipeDefinition([new LogDefinition("x"), new ImputeDefinition("x")]), new Table([X(double.NaN, double.NaN)]), null, null, 1));
        Assert.StartsWith("Step 2 of the recipe: 'x' has no value", refusal.Message, StringComparison.Ordinal);
    }

    private static NumericColumn X(params double[] values) => new("x", ColumnType.Number, values);

    private static FittedPreparation Fit(StepDefinition step, params Column[] columns) => PreparationFitter.Fit(new RecipeDefinition([step]), new Table(columns), null, null, 1);

    private static double[] Numbers(string name, StepDefinition step, params Column[] columns) => ((NumericColumn)Fit(step, columns).Train[name]).Values;

    private static string?[] Texts(string name, StepDefinition step, params Column[] columns) => Texts(Fit(step, columns).Train[name]);

    private static string?[] Texts(Column column) => [.. Enumerable.Range(0, column.Length).Select(column.TextAt)];
}
