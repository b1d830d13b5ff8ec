using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>Harmonic mean of precision and recall of the positive class.</summary>
public sealed class F1 : IDecisionMetric
{
    public string Name => "f1";

    public string Title => "F1";

    public bool HigherIsBetter => true;

    public double Compute(Actuals actuals, Predictions predictions) =>
        actuals.Rows == 0 ? double.NaN : Of(ConfusionCounts.Of(actuals, predictions));

    public double Of(int[][] counts) => ConfusionCounts.F1(counts, 1);

    /// <summary>Wilson's interval of J = TP / (TP + FP + FN), which is a proportion, converted by F1 = 2 J / (1 + J).</summary>
    public Interval? Interval(Actuals actuals, Predictions predictions, int seed)
    {
        var counts = ConfusionCounts.Of(actuals, predictions);
        var hits = counts[1][1];
        var trials = hits + counts[0][1] + counts[1][0];
        return WilsonInterval.Of(hits, trials) is { } share
            ? new Interval(2 * share.Low / (1 + share.Low), 2 * share.High / (1 + share.High))
            : null;
    }
}
