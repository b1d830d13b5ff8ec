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

public sealed class RecipeSearchTests
{
    private static readonly RecipeDefinition Recipe = new(
    [
        new ClipDefinition("x", ClipBounds.Quantiles, 0.05, 0.95, Keep: true), new BinDefinition("z", BinMethod.Quantile, 4, Keep: true), new CombineDefinition("x", "z", CombineOperation.Product),
        new AggregateDefinition("x", "group", [AggregateMeasure.Mean]), new TargetEncodeDefinition("kind", Keep: true), new RollingDefinition("z", "day", [HistoryMeasure.Mean], "group", 3),
        new DatePartsDefinition("day", [DatePart.Weekday], Keep: false),
    ]);

    [Fact]
    public void Run_WithARecipe_ServesTheFeaturesThatItTrainedOnToTheLastBit()
    {
        // Without the target encoding, whose training values are intentionally out of fold.
        var recipe = new RecipeDefinition([.. Recipe.Steps.Where(step => step is not TargetEncodeDefinition)]);
        var setup = Setup("bought", recipe);
        var features = new FeatureStore(setup);
        foreach (var kind in new[] { FeatureKind.Trees, FeatureKind.Linear })
        {
            var (fitted, _) = features.AllRows(kind);
            var served = fitted.FeaturePipeline.Apply(features.Inputs.Take(setup.Split.Train));
            Assert.Equal(fitted.TrainFeatures.Values, served.Values);
            Assert.Contains(fitted.FeaturePipeline.Features, name => name.StartsWith("z mean of last 3 by group", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Run_WithARecipe_ModelTakesRawRowsAndScoresOneAsATable()
    {
        var setup = Setup("bought", Recipe);
        using var search = new AutoMlSearch(setup, new SearchClock(TimeProvider.System, TimeSpan.FromSeconds(60)), null, TimeProvider.System, _ => { }, CancellationToken.None);
        var best = search.Run([])!;
        var stream = new MemoryStream();
        search.WritePackage(best, stream);
        stream.Position = 0;

        var model = LoadedModel.Load(stream);

        Assert.Equal(["x", "z", "kind", "group", "day"], model.Signature.Columns.Select(column => column.Name));
        Assert.NotEmpty(model.Package.Predictor.Preparations);
        Assert.Equal(20, model.Package.Golden!.Count);
        Assert.Null(model.FindDeviation());
        var rows = setup.Rows.Take(setup.Split.Test);
        var all = model.Score(rows);
        var outputs = new double[2];
        for (var row = 0; row < rows.RowCount; row++)
        {
            model.Score(Row(model, rows, row), outputs);
            Assert.Equal(all[(row * 2)..((row * 2) + 2)], outputs);
        }
    }

    [Fact]
    public void Folds_WithARecipe_AreFittedOnTheirTrainingRowsOnly()
    {
        var table = SmallTable.Make();
        var spec = Spec("bought", Recipe) with { Validation = new ValidationSpec(ValidationKind.KFold, 4, TestFraction: 0) };
        var before = First(PlanMaker.Make(table, spec));
        // Another target for the rows of the first fold's validation part must not change the parts fitted without them.
        var setup = PlanMaker.Make(table, spec);
        var flipped = setup.Actuals.Values.ToArray();
        foreach (var row in setup.Split.Folds[0].Validation)
        {
            flipped[row] = 1 - flipped[row];
        }

        var after = First(setup with { Target = setup.Target with { Actuals = setup.Actuals with { Values = flipped } } });
        Assert.Equal(before.Train.Values, after.Train.Values);
        Assert.Equal(before.Validation.Values, after.Validation.Values);

        static FoldFeatures First(SearchSetup setup) => new FeatureStore(setup).Folds(FeatureKind.Trees, SmallTable.Limits())![0];
    }

    [Fact]
    public void Make_RecipeThatLooksBack_JudgesOnLaterRowsUnlessAskedOtherwise()
    {
        Assert.Equal(ValidationKind.Time, Setup("amount", Recipe).Split.Kind);
        Assert.Equal(ValidationKind.KFold, Setup("amount", new RecipeDefinition([new LogDefinition("x")])).Split.Kind);
    }

    [Fact]
    public void Make_PastOfTheTarget_NeedsNoTargetInServing()
    {
        var setup = Setup("amount", new RecipeDefinition([new LagDefinition("amount", "day", "group", [1, 2])]));
        Assert.DoesNotContain("amount", setup.Columns.Features);
        Assert.Contains("group", setup.Columns.Features);
        var (fitted, _) = new FeatureStore(setup).AllRows(FeatureKind.Trees);
        Assert.Contains("amount lag 1 by group", fitted.FeaturePipeline.Features);
    }

    [Fact]
    public void Make_RecipeThatReadsTheTarget_IsRefused()
    {
        var refusal = Assert.Throws<EngineException>(() => Setup("bought", new RecipeDefinition([new LogDefinition("x"), new OneHotDefinition("bought")])));
        Assert.Equal(("recipe_reads_target", "bought"), (refusal.Code, refusal.Column));
        Assert.StartsWith("Step 2 of the recipe", refusal.Message, StringComparison.Ordinal);
    }

    private static ExperimentSpec Spec(string target, RecipeDefinition recipe) => SmallTable.Spec(target) with
    {
        Exclude = [.. new[] { "amount", "bought", "level" }.Where(name => name != target)],
        Recipe = recipe,
        MaxRuns = 3,
    };

    private static SearchSetup Setup(string target, RecipeDefinition recipe) => PlanMaker.Make(SmallTable.Make(), Spec(target, recipe));

    private static ScoringRow Row(LoadedModel model, Table rows, int row)
    {
        var single = model.NewRow();
        for (var i = 0; i < model.Signature.Columns.Count; i++)
        {
            var column = rows[model.Signature.Columns[i].Name];
            single.Numbers[i] = column is NumericColumn numbers ? numbers.Values[row] : double.NaN;
            single.Texts[i] = column is CategoricalColumn texts ? texts.TextAt(row) : null;
        }

        return single;
    }
}
