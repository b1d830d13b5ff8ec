namespace MlWorkbench.Engine.Evaluations;

/// <summary>Finds the best threshold for predicting the positive class. At 0.5 a rare class would hardly ever be predicted.</summary>
public static class DecisionThreshold
{
    /// <summary>
    /// Returns the predictions with the threshold that maximizes the metric on these rows. Returns them unchanged if the metric does not depend on a
    /// threshold.
    /// </summary>
    public static Predictions Apply(IMetric metric, Actuals actuals, Predictions predictions) =>
        metric is IDecisionMetric decisions && actuals.Shape.HasPositiveClass && actuals.Rows > 0
            ? predictions with { Threshold = Best(decisions, actuals, predictions) }
            : predictions;

    /// <summary>
    /// Scans the rows from the most probable on. A threshold between two probabilities predicts all rows so far as positive; the outermost thresholds
    /// predict none or all. Among equal thresholds, the nearest to 0.5 is chosen, so the threshold does not move without a gain.
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

        // The threshold 0.5 itself can be equally good.
        return metric.Compute(actuals, predictions with { Threshold = 0.5 }) >= best.Value ? 0.5 : best.Threshold;
    }
}
