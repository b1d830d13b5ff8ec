using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>Correlation of actual and predicted class, −1 to 1 (Matthews 1975). 0 if only one class is actual or predicted.</summary>
public sealed class MatthewsCorrelation : IDecisionMetric
{
    public string Name => "mcc";

    public string Title => "MCC";

    public bool HigherIsBetter => true;

    public double Compute(Actuals actuals, Predictions predictions) =>
        actuals.Rows == 0 ? double.NaN : Of(ConfusionCounts.Of(actuals, predictions));

    public double Of(int[][] counts)
    {
        double trueNegatives = counts[0][0];
        double falsePositives = counts[0][1];
        double falseNegatives = counts[1][0];
        double truePositives = counts[1][1];
        var product = (truePositives + falsePositives) * (truePositives + falseNegatives)
            * (trueNegatives + falsePositives) * (trueNegatives + falseNegatives);
        return product == 0 ? 0 : ((truePositives * trueNegatives) - (falsePositives * falseNegatives)) / Math.Sqrt(product);
    }

    public Interval? Interval(Actuals actuals, Predictions predictions, int seed) =>
        CountsBootstrap.Of(ConfusionCounts.Of(actuals, predictions), Of, seed);
}
