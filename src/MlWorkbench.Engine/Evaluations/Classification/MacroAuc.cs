using System.Numerics.Tensors;
using MlWorkbench.Engine.Evaluations.Explanations;
using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>Mean over the classes of the ROC AUC of one class against the rest. Classes without rows are skipped.</summary>
public sealed class MacroAuc : IMetric, IRowInfluence
{
    public string Name => "macroAuc";

    public string Title => "Macro ROC AUC";

    public bool HigherIsBetter => true;

    public double Compute(Actuals actuals, Predictions predictions)
    {
        var (sum, classes) = (0.0, 0);
        for (var k = 0; k < predictions.Outputs; k++)
        {
            var auc = Placements.Auc(RankedScores.Of(actuals, predictions, k), []);
            if (!double.IsNaN(auc))
            {
                sum += auc;
                classes++;
            }
        }

        return sum / classes;
    }

    public Interval? Interval(Actuals actuals, Predictions predictions, int seed)
    {
        var auc = Compute(actuals, predictions);
        return double.IsNaN(auc) ? null : MeanInterval.Of(auc, Influence(actuals, predictions))?.Clip(0, 1);
    }

    double[] IRowInfluence.Influence(Actuals actuals, Predictions predictions) => Influence(actuals, predictions);

    // A row's influence on the macro AUC is the mean of its influences on the classes' AUCs (DeLong 1988).
    private static double[] Influence(Actuals actuals, Predictions predictions)
    {
        var sum = new double[actuals.Rows];
        var ofClass = new double[actuals.Rows];
        var classes = 0;
        for (var k = 0; k < predictions.Outputs; k++)
        {
            var ranked = RankedScores.Of(actuals, predictions, k);
            var auc = Placements.Auc(ranked, ofClass);
            if (ranked.Positives < 2 || ranked.Negatives < 2)
            {
                continue;
            }

            classes++;
            Placements.ToInfluence(ranked, auc, ofClass);
            TensorPrimitives.Add(sum, ofClass, sum);
        }

        TensorPrimitives.Divide(sum, classes, sum);
        return sum;
    }
}
