using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Evaluations;

public sealed class DecisionThresholdTests
{
    private static readonly Actuals Rows = new(ModelTask.Binary, [0, 0, 0, 0, 0, 0, 1, 0, 1, 1], ["no", "yes"]);
    private static readonly Predictions Rare = Of(0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.1, 0.12, 0.2, 0.3);

    [Theory]
    [InlineData("f1", 0.08, 6.0 / 7)]
    [InlineData("balancedAccuracy", 0.08, (1 + (6.0 / 7)) / 2)]
    [InlineData("accuracy", 0.16, 0.9)]
    public void Apply_RareClass_FindsTheThresholdThatIsBest(string name, double threshold, double value)
    {
        var metric = Metrics.Get(ModelTask.Binary, name);

        var decided = DecisionThreshold.Apply(metric, Rows, Rare);

        Assert.Equal(threshold, decided.Threshold, 12);
        Assert.Equal(value, metric.Compute(Rows, decided), 12);
    }

    [Theory]
    [InlineData("f1")]
    [InlineData("mcc")]
    [InlineData("accuracy")]
    [InlineData("balancedAccuracy")]
    public void Apply_AnyRows_NoOtherThresholdIsBetter(string name)
    {
        var random = new Random(7);
        var metric = Metrics.Get(ModelTask.Binary, name);
        for (var trial = 0; trial < 20; trial++)
        {
            double[] probabilities = [.. Enumerable.Range(0, 60).Select(_ => Math.Round(random.NextDouble(), 2))];
            var rows = new Actuals(ModelTask.Binary, Array.ConvertAll(probabilities, p => random.NextDouble() < p * 0.5 ? 1.0 : 0), ["no", "yes"]);
            var decided = DecisionThreshold.Apply(metric, rows, Of(probabilities));

            var others = Enumerable.Range(0, 101).Select(percent => metric.Compute(rows, decided with { Threshold = (percent / 100.0) - 0.005 }));
            Assert.All(others, other => Assert.True(other <= metric.Compute(rows, decided) + 1e-12));
        }
    }

    [Fact]
    public void Apply_MetricOfProbabilities_ChangesNothing() =>
        Assert.Same(Rare, DecisionThreshold.Apply(Metrics.Get(ModelTask.Binary, "auc"), Rows, Rare));

    [Fact]
    public void Apply_HalfIsAsGood_StaysThere()
    {
        var rows = new Actuals(ModelTask.Binary, [0, 1], ["no", "yes"]);

        Assert.Equal(0.5, DecisionThreshold.Apply(Metrics.Get(ModelTask.Binary, "f1"), rows, Of(0.1, 0.6)).Threshold);
    }

    private static Predictions Of(params double[] probabilities) => new([.. probabilities.SelectMany(p => new[] { 1 - p, p })], 2);
}
