using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>Share of the rows predicted positive that are positive. 0 if no row is predicted positive.</summary>
public sealed class Precision : IMetric
{
    public string Name => "precision";

    public string Title => "Precision";

    public bool HigherIsBetter => true;

    public double Compute(Actuals actuals, Predictions predictions)
    {
        var counts = ConfusionCounts.Of(actuals, predictions);
        var predicted = ConfusionCounts.Predicted(counts, 1);
        return predicted == 0 ? 0 : (double)counts[1][1] / predicted;
    }

    public Interval? Interval(Actuals actuals, Predictions predictions, int seed)
    {
        var counts = ConfusionCounts.Of(actuals, predictions);
        return WilsonInterval.Of(counts[1][1], ConfusionCounts.Predicted(counts, 1));
    }
}
