using MathNet.Numerics.Distributions;
using MlWorkbench.Engine.Evaluations.Explanations;
using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>
/// The difference of two models on the same rows. If rows have an influence on the metric, the influences are subtracted row by row (for ROC AUC this is the
/// paired test of DeLong 1988). Otherwise the rows are bootstrapped for both models together.
/// </summary>
internal static class PairedGain
{
    private const int Replicates = 200;
    private const int SampleRows = 5_000;

    public static MetricGain? Of(IMetric metric, Actuals actuals, Predictions candidate, Predictions reference, int seed)
    {
        if (metric.Evaluate(actuals, candidate, seed) is not { } ours || metric.Evaluate(actuals, reference, seed) is not { } theirs)
        {
            return null;
        }

        var error = metric is IRowInfluence influence
            ? MeanInterval.StandardError(Differences(influence.Influence(actuals, candidate), influence.Influence(actuals, reference)))
            : BootstrapError(metric, actuals, candidate, reference, seed);
        if (!double.IsFinite(error))
        {
            return null;
        }

        var gain = (ours.Value - theirs.Value) * (metric.HigherIsBetter ? 1 : -1);
        var half = MeanInterval.Quantile(actuals.Rows - 1) * error;
        return new MetricGain(ours, theirs, gain, gain - half, gain + half, PValue(gain, error, actuals.Rows - 1));
    }

    private static double PValue(double gain, double error, int freedom)
    {
        if (error == 0)
        {
            return gain == 0 ? 1 : 0;
        }

        return 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(gain / error));
    }

    private static double[] Differences(double[] candidate, double[] reference)
    {
        var differences = new double[candidate.Length];
        for (var row = 0; row < differences.Length; row++)
        {
            differences[row] = candidate[row] - reference[row];
        }

        return differences;
    }

    // Above 5,000 rows a seeded sample is used. The error on all rows is smaller by the root of the sample's share.
    private static double BootstrapError(IMetric metric, Actuals actuals, Predictions candidate, Predictions reference, int seed)
    {
        var random = new Random(seed);
        var sample = RowSample.Draw(actuals.Rows, SampleRows, random);
        var drawn = new int[sample.Length];
        var gains = new List<double>(Replicates);
        for (var i = 0; i < Replicates; i++)
        {
            for (var draw = 0; draw < drawn.Length; draw++)
            {
                drawn[draw] = sample[random.Next(sample.Length)];
            }

            var actual = actuals.Take(drawn);
            var gain = metric.Compute(actual, candidate.Take(drawn)) - metric.Compute(actual, reference.Take(drawn));
            if (double.IsFinite(gain))
            {
                gains.Add(gain);
            }
        }

        // The standard error of a mean of n values is their deviation over root n. This is undone here, because replicates are not averaged.
        var deviation = MeanInterval.StandardError([.. gains]) * Math.Sqrt(gains.Count);
        return deviation * Math.Sqrt((double)sample.Length / actuals.Rows);
    }
}
