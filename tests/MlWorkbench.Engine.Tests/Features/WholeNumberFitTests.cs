using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Features;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Features;

public sealed class WholeNumberFitTests
{
    private const int Rows = 1_000;

    [Fact]
    public void Fit_NumbersThatNameThings_AreLevelsBesides() =>
        Assert.Equal(["x", "x target", "x share", "x level"], Features(seed => Effects(seed, 100)));

    [Fact]
    public void Fit_FewNames_StayNumbers() => Assert.Equal(["x"], Features(seed => Effects(seed, 20)));

    [Fact]
    public void Fit_QuantityThatIsMostlyZero_StaysANumber()
    {
        var (column, score) = Draw(Effects(1, 100), 1);
        var values = column.Values.Select((value, row) => row % 3 == 0 ? 0 : value).ToArray();

        Assert.DoesNotContain("x level", FeaturePipelineFitter.Fit(
            new FeatureSpec(FeatureKind.Trees), new Table([new NumericColumn("x", ColumnType.Integer, values)]), new Actuals(ModelTask.Regression, score, []), 1).FeaturePipeline.Features);
    }

    // Neighbouring values of a quantity are similar, for a linear and for a bent relation with the target.
    [Fact]
    public void Fit_Quantity_StaysANumber() => Assert.Equal(["x"], Features(_ => [.. Enumerable.Range(0, 100).Select(x => x / 30.0)]));

    [Fact]
    public void Fit_QuantityThatBends_StaysANumber() => Assert.Equal(["x"], Features(_ => [.. Enumerable.Range(0, 100).Select(x => 3 * Math.Sin(x / 10.0))]));

    [Fact]
    public void Fit_NumbersThatSayNothing_StayNumbers() => Assert.Equal(["x"], Features(_ => new double[100]));

    [Fact]
    public void Fit_HardlyANumberTwice_StaysANumber() => Assert.Equal(["x"], Features(seed => Effects(seed, 10_000)));

    [Fact]
    public void Fit_Classes_NamesAreSeenToo()
    {
        var (column, score) = Draw(Effects(1, 100), 1);
        var labels = new Actuals(ModelTask.Multiclass, Array.ConvertAll(score, value => value < -1 ? 0.0 : value < 1 ? 1 : 2), ["low", "mid", "high"]);

        Assert.Contains("x level", FeaturePipelineFitter.Fit(new FeatureSpec(FeatureKind.Trees), new Table([column]), labels, 1).FeaturePipeline.Features);
    }

    /// <returns>The common result of ten random samples, or a note that they differ.</returns>
    private static IReadOnlyList<string> Features(Func<int, double[]> effects) => Assert.Single(Enumerable.Range(1, 10)
        .Select(seed =>
        {
            var (column, score) = Draw(effects(seed), seed);
            return string.Join(',', FeaturePipelineFitter.Fit(new FeatureSpec(FeatureKind.Trees), new Table([column]), new Actuals(ModelTask.Regression, score, []), 1).FeaturePipeline.Features);
        })
        .Distinct()).Split(',');

    private static double[] Effects(int seed, int levels)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, levels).Select(_ => 2 * Normal(random))];
    }

    private static (NumericColumn Column, double[] Score) Draw(double[] effects, int seed)
    {
        var random = new Random(seed + 100);
        var numbers = Enumerable.Range(0, Rows).Select(_ => random.Next(effects.Length)).ToArray();
        return (new NumericColumn("x", ColumnType.Integer, Array.ConvertAll(numbers, number => 500.0 + number)), Array.ConvertAll(numbers, number => effects[number] + Normal(random)));
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
