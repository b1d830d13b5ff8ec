using MlWorkbench.Engine.Evaluations.Explanations;
using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>Area under the ROC curve: the probability that a positive row scores above a negative one.</summary>
public sealed class RocAuc : IMetric, IRowInfluence
{
    public string Name => "auc";

    public string Title => "ROC AUC";

    public bool HigherIsBetter => true;

    public double Compute(Actuals actuals, Predictions predictions) => Placements.Auc(RankedScores.Of(actuals, predictions), []);

    /// <summary>
    /// Interval by DeLong et al. 1988. A perfect ranking has no DeLong variance, so Wilson's interval with the rows of the rarer class as trials is used.
    /// </summary>
    public Interval? Interval(Actuals actuals, Predictions predictions, int seed)
    {
        var auc = Compute(actuals, predictions);
        if (auc is 0 or 1)
        {
            var positives = actuals.Values.Count(value => value == 1);
            var trials = Math.Min(positives, actuals.Rows - positives);
            return WilsonInterval.Of(auc * trials, trials);
        }

        var half = NormalQuantile.TwoSided95 * MeanInterval.StandardError(Influence(actuals, predictions));
        return double.IsFinite(half) ? new Interval(auc - half, auc + half).Clip(0, 1) : null;
    }

    double[] IRowInfluence.Influence(Actuals actuals, Predictions predictions) => Influence(actuals, predictions);

    private static double[] Influence(Actuals actuals, Predictions predictions)
    {
        var influence = new double[actuals.Rows];
        var ranked = RankedScores.Of(actuals, predictions);
        var auc = Placements.Auc(ranked, influence);
        Placements.ToInfluence(ranked, auc, influence);
        return influence;
    }
}
