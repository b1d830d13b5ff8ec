using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>Mean recall over the classes.</summary>
public sealed class BalancedAccuracy : IDecisionMetric
{
    public string Name => "balancedAccuracy";

    public string Title => "Balanced accuracy";

    public bool HigherIsBetter => true;

    public double Compute(Actuals actuals, Predictions predictions) => Of(ConfusionCounts.Of(actuals, predictions));

    public double Of(int[][] counts)
    {
        var present = Present(counts);
        return present.Count == 0 ? double.NaN : present.Average(k => Recall(counts, k));
    }

    /// <summary>
    /// The recalls of the classes are independent proportions, so their Wilson intervals are combined by the square-and-add rule (Newcombe 1998).
    /// </summary>
    public Interval? Interval(Actuals actuals, Predictions predictions, int seed)
    {
        var counts = ConfusionCounts.Of(actuals, predictions);
        var present = Present(counts);
        if (present.Count == 0)
        {
            return null;
        }

        var (below, above) = (0.0, 0.0);
        foreach (var k in present)
        {
            var recall = Recall(counts, k);
            var interval = WilsonInterval.Of(counts[k][k], ConfusionCounts.Actual(counts, k))!.Value;
            below += Math.Pow(recall - interval.Low, 2);
            above += Math.Pow(interval.High - recall, 2);
        }

        var mean = present.Average(k => Recall(counts, k));
        return new Interval(mean - (Math.Sqrt(below) / present.Count), mean + (Math.Sqrt(above) / present.Count)).Clip(0, 1);
    }

    private static List<int> Present(int[][] counts) =>
        [.. Enumerable.Range(0, counts.Length).Where(k => ConfusionCounts.Actual(counts, k) > 0)];

    private static double Recall(int[][] counts, int @class) => (double)counts[@class][@class] / ConfusionCounts.Actual(counts, @class);
}
