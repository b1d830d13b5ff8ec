using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Scoring.Tests.Steps;

public sealed class StepTests
{
    [Theory]
    [InlineData(1.5, 1.5f)]
    [InlineData(1e300, float.MaxValue)]
    [InlineData(double.NegativeInfinity, float.MinValue)]
    [InlineData(double.NaN, float.NaN)]
    public void Number_AnyValue_StaysFiniteOrMissing(double value, float feature) => Assert.Equal([feature], Apply(new NumberStep("x"), value));

    [Theory]
    [InlineData(35, 0.5f, 0)]
    [InlineData(30, 0, 0)]
    [InlineData(double.NaN, -0.2f, 1)]
    [InlineData(1e9, 8, 0)]
    [InlineData(-1e9, -8, 0)]
    public void Standardise_AnyValue_DeviationsFromTheMeanWithinTheLimit(double value, float feature, float missing) =>
        Assert.Equal([feature, missing], Apply(new StandardiseStep("x", 28, 30, 10, missingFlag: true), value));

    [Theory]
    [InlineData(-5, 0, 0, 0)]
    [InlineData(5, 0.5f, 0, 0)]
    [InlineData(15, 1, 0.5f, 0)]
    [InlineData(30, 1, 1, 0.5f)]
    [InlineData(1e300, 1, 1, 1)]
    [InlineData(double.NaN, 1, 0.25f, 0)]
    public void Piecewise_AnyValue_ItsWayThroughThePieces(double value, float first, float second, float third) =>
        Assert.Equal([first, second, third], Apply(new PiecewiseStep("x", 12.5, [0, 10, 20, 40]), value));

    [Theory]
    [InlineData(1.0)]
    [InlineData(1.0, 1.0)]
    [InlineData(2.0, 1.0)]
    [InlineData(1.0, double.NaN)]
    [InlineData(double.MinValue, double.MaxValue)]
    public void Piecewise_EdgesThatDoNotRise_AreRefused(params double[] edges) =>
        Assert.Throws<ArgumentException>(() => new PiecewiseStep("x", 0, edges));

    [Theory]
    [InlineData("b", 1)]
    [InlineData("a", 0)]
    [InlineData("c", float.NaN)]
    [InlineData(null, float.NaN)]
    public void CategoryCode_AnyLevel_ItsPlaceOrMissing(string? level, float code) => Assert.Equal([code], Apply(new CategoryCodeStep("x", ["a", "b"]), level));

    [Theory]
    [InlineData("a", new float[] { 1, 0, 0, 0 })]
    [InlineData("b", new float[] { 0, 1, 0, 0 })]
    [InlineData("z", new float[] { 0, 0, 1, 0 })]
    [InlineData(null, new float[] { 0, 0, 0, 1 })]
    public void OneHot_AnyLevel_OneFlag(string? level, float[] flags) =>
        Assert.Equal(flags, Apply(new OneHotStep("x", ["a", "b"], other: true, missing: true), level));

    [Fact]
    public void OneHot_NeitherOtherNorMissingInTraining_NoFlag()
    {
        var step = new OneHotStep("x", ["a", "b"], other: false, missing: false);
        Assert.Equal([0f, 0f], Apply(step, "z"));
        Assert.Equal([0f, 0f], Apply(step, null));
    }

    [Theory]
    [InlineData("b", new float[] { 0.3f, 0.7f })]
    [InlineData("z", new float[] { 0.5f, 0.5f })]
    [InlineData(null, new float[] { 0.9f, 0.1f })]
    public void TargetEncode_AnyLevel_ItsValuesOrThePrior(string? level, float[] values) =>
        Assert.Equal(values, Apply(new TargetEncodeStep("x", ["x 0", "x 1"], ["a", "b"], [0.1f, 0.2f, 0.3f, 0.7f], [0.5f, 0.5f], [0.9f, 0.1f]), level));

    [Theory]
    [InlineData("b", 0.25f)]
    [InlineData("z", 0f)]
    [InlineData(null, 0.125f)]
    public void CountEncode_AnyLevel_ItsShare(string? level, float share) =>
        Assert.Equal([share], Apply(new CountEncodeStep("x", ["a", "b"], [0.5f, 0.25f], 0.125f), level));

    [Fact]
    public void DateParts_Moment_AllItsParts()
    {
        // Sunday, 29 February 2032, 18:30 UTC
        var moment = DateText.ToUnixSeconds(new DateTime(2032, 2, 29, 18, 30, 0, DateTimeKind.Utc));
        Assert.Equal([(float)(moment / 86_400), 2032, 2, 29, 7, 60, 18.5f], Apply(new DatePartsStep("x", hour: true), moment));
        Assert.All(Apply(new DatePartsStep("x", hour: true), double.NaN), part => Assert.True(float.IsNaN(part)));
    }

    [Theory]
    [InlineData(1e300)]
    [InlineData(-1e300)]
    [InlineData(double.PositiveInfinity)]
    public void DateParts_BeyondTheCalendar_HeldAtItsEnds(double value) => Assert.Equal(7, Apply(new DatePartsStep("x", hour: true), value).Length);

    [Fact]
    public void DateCycle_Noon_HalfwayThroughTheDay()
    {
        var features = Apply(new DateCycleStep("x", hour: true), DateText.ToUnixSeconds(new DateTime(2024, 1, 1, 12, 0, 0, DateTimeKind.Utc)));
        float[] expected = [0, 1, 0, 1, 0, -1];
        Assert.All(features.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        Assert.All(Apply(new DateCycleStep("x", hour: true), double.NaN), feature => Assert.Equal(0, feature));
    }

    [Fact]
    public void Apply_TableOrRow_SameFeaturesForEveryStep()
    {
        var model = new LoadedModel(SmallModel.Package());
        var rows = SmallModel.Rows();
        foreach (var featurePipeline in model.Package.Predictor.FeaturePipelines)
        {
            var table = featurePipeline.Apply(rows);
            var bound = new BoundFeaturePipeline(featurePipeline, model.Signature, null);
            for (var row = 0; row < rows.RowCount; row++)
            {
                var alone = new float[featurePipeline.Features.Count];
                bound.Apply(SmallModel.Row(model, rows, row), alone);
                Assert.Equal(table.Row(row).ToArray(), alone);
            }
        }
    }

    [Theory]
    [InlineData(12, 0)]
    [InlineData(-3, 1)]
    [InlineData(-0.0, 2)]
    [InlineData(13, float.NaN)]
    [InlineData(double.NaN, float.NaN)]
    public void CategoryCode_WholeNumberThatNames_ItsPlaceInTableAndRow(double value, float code)
    {
        var step = new CategoryCodeStep("x", ["12", "-3", "0"], ["x level"]);
        var row = new ScoringRow(1);
        row.Numbers[0] = value;
        var alone = new float[1];

        step.Apply(row, [0], alone);

        Assert.Equal([code], alone);
        Assert.Equal([code], step.ApplyTo(new NumericColumn("x", ColumnType.Integer, [value])));
        Assert.Equal(["x level"], step.Outputs);
    }

    [Fact]
    public void CategoryCode_TwoNames_Refused() => Assert.Throws<ArgumentException>(() => new CategoryCodeStep("x", ["a"], ["x", "y"]));

    [Fact]
    public void CategoryCode_LevelTwice_Refused() => Assert.Throws<ArgumentException>(() => new CategoryCodeStep("x", ["a", "a"]));

    private static float[] Apply(NumericStep step, double value) =>
        step.ApplyTo(new NumericColumn("x", ColumnType.Number, [value]));

    private static float[] Apply(LevelStep step, string? level) =>
        step.ApplyTo(new CategoricalColumn("x", ColumnType.Category, [level is null ? -1 : 0], level is null ? [] : [level]));
}
