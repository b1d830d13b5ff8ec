using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Evaluations;

/// <summary>Finds the probability from which the positive class is best predicted: at 0.5 a rare class would hardly ever be.</summary>
public static class DecisionThreshold
{
    /// <summary>The predictions with the threshold at which the metric is highest on these rows; as they are where the metric does not depend on one.</summary>
    public static Predictions Apply(IMetric metric, Actuals actuals, Predictions predictions) =>
        metric is IDecisionMetric decisions && actuals.Task == ModelTask.Binary && actuals.Rows > 0
            ? predictions with { Threshold = Best(decisions, actuals, predictions) }
            : predictions;

    /// <summary>
    /// Goes through the rows from the most probable on: between two probabilities lies a threshold that predicts all rows so far, at the outermost
    /// none or all. Of equals the one nearest to 0.5 is taken, so that nothing moves without a gain.
    /// </summary>
    private static double Best(IDecisionMetric metric, Actuals actuals, Predictions predictions)
    {
        var probabilities = new double[actuals.Rows];
        var rows = new int[actuals.Rows];
        for (var row = 0; row < rows.Length; row++)
        {
            (probabilities[row], rows[row]) = (-predictions.Row(row)[1], row);
        }

        Array.Sort(probabilities, rows);
        var positives = (int)actuals.Values.Sum();
        int[][] counts = [[actuals.Rows - positives, 0], [positives, 0]];
        var best = (Value: double.NegativeInfinity, Threshold: 0.5);
        for (var predicted = 0; predicted <= rows.Length; predicted++)
        {
            if (predicted > 0)
            {
                var actual = (int)actuals.Values[rows[predicted - 1]];
                counts[actual][0]--;
                counts[actual][1]++;
            }

            var above = predicted == 0 ? 1 : -probabilities[predicted - 1];
            var below = predicted == rows.Length ? 0 : -probabilities[predicted];
            if (above == below)
            {
                continue;
            }

            var (value, threshold) = (metric.Of(counts), (above + below) / 2);
            if (value > best.Value || (value == best.Value && Math.Abs(threshold - 0.5) < Math.Abs(best.Threshold - 0.5)))
            {
                best = (value, threshold);
            }
        }

        // At 0.5 itself the metric may be as good.
        return metric.Compute(actuals, predictions with { Threshold = 0.5 }) >= best.Value ? 0.5 : best.Threshold;
    }
}
