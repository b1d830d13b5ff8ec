using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>Share of the positive rows that are predicted positive.</summary>
public sealed class Recall : IMetric
{
    public string Name => "recall";

    public string Title => "Recall";

    public bool HigherIsBetter => true;

    public double Compute(Actuals actuals, Predictions predictions)
    {
        var counts = ConfusionCounts.Of(actuals, predictions);
        return (double)counts[1][1] / ConfusionCounts.Actual(counts, 1);
    }

    public Interval? Interval(Actuals actuals, Predictions predictions, int seed)
    {
        var counts = ConfusionCounts.Of(actuals, predictions);
        return WilsonInterval.Of(counts[1][1], ConfusionCounts.Actual(counts, 1));
    }
}
