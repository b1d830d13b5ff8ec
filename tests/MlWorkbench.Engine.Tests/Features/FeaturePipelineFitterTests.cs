using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Features;

public sealed class FeaturePipelineFitterTests
{
    private static readonly MixedTable Data = MixedTable.Create(600, 1);

    [Fact]
    public void Fit_Trees_FeaturesByKindOfColumn()
    {
        var fitted = FeaturePipelineFitter.Fit(new FeatureSpec(FeatureKind.Trees), Data.Rows, Data.Binary, 1);
        Assert.Equal(
            [
                "amount", "when", "when year", "when month", "when day", "when weekday", "when day of year", "when hour",
                "colour", "city target", "city share", "city", "desk", "desk target", "desk share", "desk level", "flag", "note words",
            ],
            fitted.FeaturePipeline.Features);
        Assert.Equal(["colour", "city", "desk level"], fitted.CategoricalFeatures.Select(feature => fitted.FeaturePipeline.Features[feature]));
        Assert.Equal(((NumericColumn)Data.Rows["amount"]).Values.Count(double.IsNaN), ColumnOf(fitted.TrainFeatures, 0).Count(float.IsNaN));
    }

    [Theory]
    [InlineData(2, 1, false)]
    [InlineData(8, 0, true)]
    [InlineData(20, 1, true)]
    [InlineData(20, 0, false)]
    public void Fit_Trees_SetsOfLevelsWhereFewOrTheyDiffer(int levels, double effect, bool areSets)
    {
        var random = new Random(1);
        int[] codes = [.. Enumerable.Range(0, 600).Select(row => row % levels)];
        var column = new CategoricalColumn("x", ColumnType.Category, codes, [.. Enumerable.Range(0, levels).Select(level => $"level {level}")]);
        var labels = new Actuals(ModelTask.Regression, Array.ConvertAll(codes, code => (effect * (code % 3)) + random.NextDouble()), []);

        var fitted = FeaturePipelineFitter.Fit(new FeatureSpec(FeatureKind.Trees), new Table([column]), labels, 1);

        Assert.Equal(["x"], fitted.FeaturePipeline.Features);
        Assert.Equal(areSets ? [0] : [], fitted.CategoricalFeatures);
    }

    [Fact]
    public void Fit_Linear_EverythingPresentAndOnOneScale()
    {
        var fitted = FeaturePipelineFitter.Fit(new FeatureSpec(FeatureKind.Linear), Data.Rows, Data.Binary, 1);
        string[] expected =
        [
            "amount", "amount missing", "when", "when year sine", "when year cosine", "when week sine", "when week cosine", "when day sine", "when day cosine",
            "colour = red", "colour = green", "colour = blue", "colour = black", "colour = white", "colour missing",
            "city target", "desk", "desk missing", "desk target", "flag = no", "flag = yes", "note words",
        ];
        Assert.Equal(expected.Order(), fitted.FeaturePipeline.Features.Order());
        Assert.Empty(fitted.CategoricalFeatures);
        Assert.All(fitted.TrainFeatures.Values, value => Assert.InRange(value, -8, 8));
        foreach (var name in new[] { "amount", "when", "city target", "note words" })
        {
            var values = ColumnOf(fitted.TrainFeatures, fitted.FeaturePipeline.Features.ToList().IndexOf(name)).Select(value => (double)value).ToArray();
            Assert.InRange(values.Average(), -0.1, 0.1);
            Assert.InRange(Math.Sqrt(values.Average(value => value * value)), 0.9, 1.1);
        }
    }

    [Fact]
    public void Fit_Multiclass_OneEncodingPerClass()
    {
        var features = FeaturePipelineFitter.Fit(new FeatureSpec(FeatureKind.Trees), Data.Rows, Data.Classes, 1).FeaturePipeline.Features;
        Assert.Equal(["city target a", "city target b", "city target c"], features.Where(name => name.StartsWith("city target", StringComparison.Ordinal)));
        Assert.Equal(3, features.Count(name => name.StartsWith("note words", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(FeatureKind.Trees)]
    [InlineData(FeatureKind.Linear)]
    [InlineData(FeatureKind.Piecewise)]
    public void Fit_StepsThatDoNotKnowTheTarget_SameFeaturesInTrainingAndServing(FeatureKind kind)
    {
        var fitted = FeaturePipelineFitter.Fit(new FeatureSpec(kind), Data.Rows, Data.Number, 1);
        var served = fitted.FeaturePipeline.Apply(Data.Rows);
        for (var feature = 0; feature < served.Width; feature++)
        {
            if (!fitted.FeaturePipeline.Features[feature].Contains("target", StringComparison.Ordinal) && !fitted.FeaturePipeline.Features[feature].Contains("words", StringComparison.Ordinal))
            {
                Assert.Equal(ColumnOf(fitted.TrainFeatures, feature), ColumnOf(served, feature));
            }
        }
    }

    [Fact]
    public void Fit_LabelOfOneRowChanged_ItsOwnFeaturesStay()
    {
        var spec = new FeatureSpec(FeatureKind.Trees);
        var before = FeaturePipelineFitter.Fit(spec, Data.Rows, Data.Number, 1).TrainFeatures;
        var values = (double[])Data.Number.Values.Clone();
        values[17] += 0.5;
        var after = FeaturePipelineFitter.Fit(spec, Data.Rows, Data.Number with { Values = values }, 1).TrainFeatures;
        Assert.Equal(before.Row(17).ToArray(), after.Row(17).ToArray());
        Assert.NotEqual(before.Values, after.Values);
    }

    [Fact]
    public void Fit_MoreLevelsThanCodes_TheMostFrequentHaveCodes()
    {
        var fitted = FeaturePipelineFitter.Fit(new FeatureSpec(FeatureKind.Trees, MaxCodes: 3), Data.Rows, Data.Binary, 1);
        var codes = ColumnOf(fitted.TrainFeatures, fitted.FeaturePipeline.Features.ToList().IndexOf("city")).Where(code => !float.IsNaN(code)).ToArray();
        var city = (CategoricalColumn)Data.Rows["city"];
        var frequent = city.Codes.Where(code => code >= 0).CountBy(code => code).Select(level => level.Value).OrderDescending().Take(3);

        Assert.Equal(frequent, codes.CountBy(code => code).OrderBy(code => code.Key).Select(code => code.Value));
    }

    [Fact]
    public void Fit_TargetIsNoise_EncodingsOfTrainingRowsSayNothing()
    {
        // If the row's own label were included, both correlations would be far above 0.5.
        var random = new Random(3);
        var noise = new Actuals(ModelTask.Regression, [.. Enumerable.Range(0, 600).Select(_ => random.NextDouble())], []);
        var fitted = FeaturePipelineFitter.Fit(new FeatureSpec(FeatureKind.Trees, TargetSmoothing: 0.1), Data.Rows, noise, 1);
        foreach (var name in new[] { "city target", "note words" })
        {
            var encoded = ColumnOf(fitted.TrainFeatures, fitted.FeaturePipeline.Features.ToList().IndexOf(name));
            Assert.InRange(Correlation(encoded, noise.Values), -0.2, 0.2);
        }
    }

    [Fact]
    public void Fit_WordsThatMatter_ScoreFollowsThem()
    {
        var fitted = FeaturePipelineFitter.Fit(new FeatureSpec(FeatureKind.Trees), Data.Rows, Data.Number, 1);
        var words = ColumnOf(fitted.TrainFeatures, fitted.FeaturePipeline.Features.ToList().IndexOf("note words"));
        Assert.InRange(Correlation(words, Data.Number.Values), 0.25, 1);
    }

    [Fact]
    public void Fit_SameSeed_SameFeatures()
    {
        var spec = new FeatureSpec(FeatureKind.Linear);
        Assert.Equal(FeaturePipelineFitter.Fit(spec, Data.Rows, Data.Classes, 5).TrainFeatures.Values, FeaturePipelineFitter.Fit(spec, Data.Rows, Data.Classes, 5).TrainFeatures.Values);
        Assert.NotEqual(FeaturePipelineFitter.Fit(spec, Data.Rows, Data.Classes, 5).TrainFeatures.Values, FeaturePipelineFitter.Fit(spec, Data.Rows, Data.Classes, 6).TrainFeatures.Values);
    }

    [Fact]
    public void Fit_TextScoresShared_SameFeaturesAsAlone()
    {
        var shared = new TextScores();
        foreach (var kind in Enum.GetValues<FeatureKind>())
        {
            Assert.Equal(
                FeaturePipelineFitter.Fit(new FeatureSpec(kind), Data.Rows, Data.Classes, 5).TrainFeatures.Values,
                FeaturePipelineFitter.Fit(new FeatureSpec(kind), Data.Rows, Data.Classes, 5, shared).TrainFeatures.Values);
        }
    }

    [Fact]
    public void Fit_NothingVaries_SaysSo()
    {
        var rows = new Table([Data.Rows["constant"], Data.Rows["empty"]]);
        Assert.Equal("no_features", Assert.Throws<EngineException>(() => FeaturePipelineFitter.Fit(new FeatureSpec(FeatureKind.Trees), rows, Data.Binary, 1)).Code);
    }

    [Fact]
    public void Fit_FewRows_StillFits()
    {
        var few = Data.Rows.Slice(0, 4);
        Assert.Equal(4, FeaturePipelineFitter.Fit(new FeatureSpec(FeatureKind.Linear), few, Data.Binary.Take([0, 1, 2, 3]), 1).TrainFeatures.Rows);
    }

    [Fact]
    public void Fit_RareLevels_ShareAFlag()
    {
        var rows = new Table([new CategoricalColumn("x", ColumnType.Category, [0, 0, 0, 0, 0, 1, 1, 2, -1, 0], ["a", "b", "c", "unused"])]);
        var labels = new Actuals(ModelTask.Regression, [.. Enumerable.Range(0, 10).Select(i => (double)i)], []);
        Assert.Equal(["x = a", "x other", "x missing"], FeaturePipelineFitter.Fit(new FeatureSpec(FeatureKind.Linear), rows, labels, 1).FeaturePipeline.Features);
    }

    private static float[] ColumnOf(FeatureMatrix features, int column) =>
        [.. Enumerable.Range(0, features.Rows).Select(row => features.Row(row)[column])];

    private static double Correlation(float[] left, double[] right)
    {
        var (meanLeft, meanRight) = (left.Average(value => (double)value), right.Average());
        var (product, squaresLeft, squaresRight) = (0.0, 0.0, 0.0);
        for (var i = 0; i < left.Length; i++)
        {
            product += (left[i] - meanLeft) * (right[i] - meanRight);
            squaresLeft += (left[i] - meanLeft) * (left[i] - meanLeft);
            squaresRight += (right[i] - meanRight) * (right[i] - meanRight);
        }

        return product / Math.Sqrt(squaresLeft * squaresRight);
    }
}
