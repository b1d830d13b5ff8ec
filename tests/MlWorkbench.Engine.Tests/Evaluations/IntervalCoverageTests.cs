using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Tests.Evaluations;

/// <summary>A 95 % interval must contain the true value in about 95 % of samples. The true value is the metric on a large population.</summary>
public class IntervalCoverageTests
{
    private const int Samples = 400;

    [Theory]
    [InlineData("auc", 80)]
    [InlineData("logLoss", 80)]
    [InlineData("brier", 80)]
    [InlineData("accuracy", 40)]
    [InlineData("balancedAccuracy", 60)]
    [InlineData("f1", 60)]
    [InlineData("mcc", 100)]
    [InlineData("averagePrecision", 150)]
    public void Interval_Binary_HoldsTheTruth(string name, int rows) =>
        Check(Metrics.Get(ModelTask.Binary, name), rows, random =>
        {
            var probability = random.NextDouble();
            return (random.NextDouble() < probability ? 1 : 0, [1 - probability, probability]);
        });

    [Theory]
    [InlineData("macroAuc", 120)]
    [InlineData("macroF1", 120)]
    public void Interval_Multiclass_HoldsTheTruth(string name, int rows) =>
        Check(Metrics.Get(ModelTask.Multiclass, name), rows, random =>
        {
            var (a, b, c) = (random.NextDouble(), random.NextDouble(), random.NextDouble());
            var sum = a + b + c;
            var draw = random.NextDouble() * sum;
            return (draw < a ? 0 : draw < a + b ? 1 : 2, [a / sum, b / sum, c / sum]);
        });

    [Theory]
    [InlineData("rmse", 60)]
    [InlineData("mae", 60)]
    [InlineData("r2", 150)]
    [InlineData("medianAbsoluteError", 40)]
    [InlineData("mape", 60)]
    public void Interval_Regression_HoldsTheTruth(string name, int rows) =>
        Check(Metrics.Get(ModelTask.Regression, name), rows, random =>
        {
            var mean = 20 + (10 * random.NextDouble());
            return (mean + (2 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())), [mean]);
        });

    private static void Check(IMetric metric, int rows, Func<Random, (double Actual, double[] Outputs)> draw)
    {
        var random = new Random(7);
        var (population, outputs) = Draw(100_000);
        var truth = metric.Compute(population, outputs);
        var held = 0;
        for (var i = 0; i < Samples; i++)
        {
            var (actuals, predictions) = Draw(rows);
            var interval = metric.Interval(actuals, predictions, i);
            held += interval?.Low <= truth && truth <= interval?.High ? 1 : 0;
        }

        Assert.InRange((double)held / Samples, 0.915, 0.985);

        (Actuals Actuals, Predictions Predictions) Draw(int count)
        {
            var drawn = Enumerable.Range(0, count).Select(_ => draw(random)).ToArray();
            var actuals = new Actuals(Enum.GetValues<ModelTask>().Last(task => Metrics.For(task).Any(known => known.Name == metric.Name)), [.. drawn.Select(row => row.Actual)], []);
            return (actuals, new Predictions([.. drawn.SelectMany(row => row.Outputs)], drawn[0].Outputs.Length));
        }
    }
}
