using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Planning;
using MlWorkbench.Engine.Experiments.Runs;
using MlWorkbench.Engine.Experiments.Search;
using MlWorkbench.Engine.Features;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Tests.Experiments.Search;

public sealed class LookBackTests
{
    [Fact]
    public void Run_EffectOfYesterday_LagRecipeIsAsGoodAsYesterdayAsAColumn()
    {
        var without = Errors(ShopSeries.Make(), null);
        var lag = Errors(ShopSeries.Make(), ShopSeries.Lag);
        var plain = Errors(ShopSeries.Make(yesterday: true), null);

        TestContext.Current.TestOutputHelper!.WriteLine($"RMSE on validation and test: without {without}, with the lag recipe {lag}, with yesterday as a column {plain}");
        Assert.InRange(lag.Validation, 0, 1.3 * plain.Validation);
        Assert.InRange(lag.Test, 0, 1.3 * plain.Test);
        Assert.InRange(lag.Validation, 0, 0.7 * without.Validation);
        Assert.InRange(lag.Test, 0, 0.7 * without.Test);

        static (double Validation, double Test) Errors(Table table, RecipeDefinition? recipe)
        {
            var evaluated = new Dictionary<int, RunEvaluated>();
            using var search = Search(ShopSeries.Setup(table, recipe), happened =>
            {
                if (happened is RunEvaluated judged)
                {
                    evaluated[judged.Number] = judged;
                }
            });
            var best = evaluated[search.Run([])!.Number].Evaluation;
            return (best.Validation.Metrics[0].Value, best.Test!.Metrics[0].Value);
        }
    }

    /// <summary>With the days known at the time, the package of the search predicts the same as its evaluation.</summary>
    [Fact]
    public void WritePackage_ModelThatLooksBack_IsAsGoodWithNewerHistoryAndWorseWithout()
    {
        var setup = ShopSeries.Setup(ShopSeries.Make(), ShopSeries.Lag);
        double? judged = null;
        using var search = Search(setup, happened => judged = happened is RunEvaluated { Evaluation.Test: { } test } && judged is null ? test.Metrics[0].Value : judged);
        var best = search.Run([])!;
        using var stream = new MemoryStream();
        search.WritePackage(best, stream);
        stream.Position = 0;
        var model = LoadedModel.Load(stream);

        var test = setup.Rows.Take(setup.Split.Test);
        var frozen = Error(model, test);
        var current = Error(model.WithHistory(test), test);

        Assert.Null(model.FindDeviation());
        Assert.Equal(["day", "shop", "sales"], model.History!.Columns.Select(column => column.Name));
        Assert.Equal(["day", "shop"], model.Signature.Columns.Select(column => column.Name));
        Assert.Equal(judged!.Value, current, 9);
        Assert.True(frozen > 1.3 * current, $"{frozen} without newer history, {current} with it");

        static double Error(LoadedModel model, Table rows)
        {
            var (predicted, actual) = (model.Score(rows), ((NumericColumn)rows["sales"]).Values);
            return Math.Sqrt(predicted.Zip(actual, (guess, value) => (guess - value) * (guess - value)).Average());
        }
    }

    /// <summary>Changes at a row's time or later, including the row's own target, must not affect its features.</summary>
    [Theory]
    [InlineData(ValidationKind.Time, 1)]
    [InlineData(ValidationKind.Time, 2)]
    [InlineData(ValidationKind.KFold, 3)]
    public void Folds_OtherFuture_LeavesTheFeaturesOfARow(ValidationKind kind, int seed)
    {
        var random = new Random(seed);
        var table = Drawn(random);
        var before = Validated(table, kind);
        foreach (var moment in new[] { 25, 32, 39 })
        {
            var after = Validated(OtherFuture(table, moment, random), kind);
            var compared = 0;
            foreach (var (row, features) in before)
            {
                if (((NumericColumn)table["t"]).Values[row] <= moment)
                {
                    Assert.Equal(features, after[row]);
                    compared++;
                }
            }

            Assert.True(compared > 10, $"{compared} rows compared");
        }
    }

    /// <summary>Changes before a row's time, including those in other validation rows, must affect its features.</summary>
    [Fact]
    public void Folds_OtherYesterday_ChangesTheFeaturesOfToday()
    {
        var table = ShopSeries.Make(60);
        var setup = ShopSeries.Setup(table, ShopSeries.Lag);
        var validation = setup.Split.Folds[^1].Validation;
        var (yesterday, today) = (validation[^6], validation[^3]);
        var sales = ((NumericColumn)table["sales"]).Values.ToArray();
        sales[yesterday] += 50;
        var other = new Table([table["day"], table["shop"], new NumericColumn("sales", ColumnType.Number, sales)]);

        Assert.Equal(((NumericColumn)table["sales"]).Values[yesterday] + 50, Lag(other, today), 3);
        Assert.Equal(((NumericColumn)table["sales"]).Values[yesterday], Lag(table, today), 3);

        static double Lag(Table table, int row)
        {
            var setup = ShopSeries.Setup(table, ShopSeries.Lag);
            var fold = new FeatureStore(setup).Folds(FeatureKind.Trees, SmallTable.Limits())![^1];
            var feature = fold.Fitted.FeaturePipeline.Features.ToList().IndexOf("sales lag 1 by shop");
            return fold.Validation.Row(Array.IndexOf(setup.Split.Folds[^1].Validation, row))[feature];
        }
    }

    /// <summary>
    /// The prepared columns of all validation rows, by row: lags and rolling values of the target and of a column, the latter after another step.
    /// </summary>
    private static Dictionary<int, double[]> Validated(Table table, ValidationKind kind)
    {
        var recipe = new RecipeDefinition(
        [
            new ImputeDefinition("x", ImputeMethod.Constant, "7"),
            new LagDefinition("y", "t", "g", [1, 3]), new LagDefinition("x", "t", null, [2], 1.5), new RollingDefinition("y", "t", [HistoryMeasure.Mean, HistoryMeasure.Count], "g", 4),
            new DropDefinition(["x"]),
        ]);
        var setup = PlanMaker.Make(table, new ExperimentSpec
        {
            Target = "y",
            Validation = new ValidationSpec(kind, Column: kind == ValidationKind.Time ? "t" : null),
            Recipe = recipe,
        });
        var folds = new FeatureStore(setup).Folds(FeatureKind.Trees, SmallTable.Limits())!;
        var features = new Dictionary<int, double[]>();
        for (var fold = 0; fold < folds.Count; fold++)
        {
            // Tests the preparation itself, because the features of the search are fitted to rows that change.
            var preparation = folds[fold].Fitted.FeaturePipeline.Preparation!;
            var validation = setup.Split.Folds[fold].Validation;
            var prepared = preparation.Apply(new Table([.. setup.Columns.Features.Select(name => setup.Rows[name].Take(validation))]));
            for (var i = 0; i < validation.Length; i++)
            {
                features[validation[i]] = [.. prepared.Columns.OfType<NumericColumn>().Where(column => column.Name.Contains(' ', StringComparison.Ordinal)).Select(column => column.Values[i])];
            }
        }

        Assert.All(features.Values, row => Assert.Equal(5, row.Length));
        return features;
    }

    private static Table Drawn(Random random)
    {
        const int rows = 300;
        var (t, x, y) = (new double[rows], new double[rows], new double[rows]);
        var g = new string?[rows];
        // Distinct values, so that values in the same order give the same splits.
        var order = Enumerable.Range(0, rows).ToArray();
        random.Shuffle(order);
        for (var row = 0; row < rows; row++)
        {
            (t[row], x[row], y[row], g[row]) = (random.Next(50), random.Next(8) == 0 ? double.NaN : random.Next(100), order[row], random.Next(12) == 0 ? null : $"g{random.Next(4)}");
        }

        return Made(t, x, y, g);
    }

    /// <summary>The same rows with other values from a time on. The splits, which depend on time or on the order of the target, do not change.</summary>
    private static Table OtherFuture(Table table, int moment, Random random)
    {
        var (t, x, y) = (((NumericColumn)table["t"]).Values, ((NumericColumn)table["x"]).Values.ToArray(), ((NumericColumn)table["y"]).Values.ToArray());
        for (var row = 0; row < t.Length; row++)
        {
            if (t[row] >= moment)
            {
                (x[row], y[row]) = (random.Next(100), y[row] + 0.25 + (random.NextDouble() / 4));
            }
        }

        return Made(t, x, y, [.. Enumerable.Range(0, t.Length).Select(table["g"].TextAt)]);
    }

    private static Table Made(double[] t, double[] x, double[] y, string?[] g) => new(
    [
        new NumericColumn("t", ColumnType.Number, t), new NumericColumn("x", ColumnType.Number, x), SmallTable.Texts("g", g), new NumericColumn("y", ColumnType.Number, y),
    ]);

    private static AutoMlSearch Search(SearchSetup setup, Action<SearchEvent> report) =>
        new(setup, new SearchClock(TimeProvider.System, TimeSpan.FromSeconds(60)), null, TimeProvider.System, report, CancellationToken.None);
}
