using MlWorkbench.Engine.Evaluations.Intervals;

namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>Area under the precision-recall curve as a step function: the mean precision over the recall gained (no interpolation).</summary>
public sealed class AveragePrecision : IMetric
{
    private const int Replicates = 200;
    private const int SampleRows = 20_000;

    public string Name => "averagePrecision";

    public string Title => "PR AUC";

    public bool HigherIsBetter => true;

    public double Compute(Actuals actuals, Predictions predictions) => Weighted(RankedScores.Of(actuals, predictions), []);

    /// <summary>
    /// Percentile bootstrap with 200 replicates. Above 20,000 rows, a seeded sample of this size is used, and the interval is narrowed by the square root of
    /// the sample's share.
    /// </summary>
    public Interval? Interval(Actuals actuals, Predictions predictions, int seed)
    {
        var random = new Random(seed);
        var value = Compute(actuals, predictions);
        var ranked = Sample(actuals, predictions, random);
        var weights = new int[ranked.Count];
        var replicates = new double[Replicates];
        for (var i = 0; i < Replicates; i++)
        {
            Array.Clear(weights);
            for (var draw = 0; draw < weights.Length; draw++)
            {
                weights[random.Next(weights.Length)]++;
            }

            replicates[i] = Weighted(ranked, weights);
        }

        if (Percentiles.Middle95(replicates) is not { } interval)
        {
            return null;
        }

        if (ranked.Count == actuals.Rows)
        {
            return interval;
        }

        var centre = Weighted(ranked, []);
        var shrink = Math.Sqrt((double)ranked.Count / actuals.Rows);
        return new Interval(value + ((interval.Low - centre) * shrink), value + ((interval.High - centre) * shrink)).Clip(0, 1);
    }

    private static RankedScores Sample(Actuals actuals, Predictions predictions, Random random)
    {
        if (actuals.Rows <= SampleRows)
        {
            return RankedScores.Of(actuals, predictions);
        }

        var rows = RowSample.Draw(actuals.Rows, SampleRows, random);
        return RankedScores.Of(actuals.Take(rows), predictions.Take(rows));
    }

    // Scans from the highest score down. Rows of equal scores are one step. Without weights, every row counts once.
    private static double Weighted(RankedScores ranked, ReadOnlySpan<int> weights)
    {
        double positives = 0;
        double rows = 0;
        double sum = 0;
        for (var i = ranked.Count - 1; i >= 0;)
        {
            var score = ranked.Scores[i];
            double gained = 0;
            for (; i >= 0 && ranked.Scores[i] == score; i--)
            {
                var weight = weights.IsEmpty ? 1 : weights[i];
                rows += weight;
                gained += ranked.Positive[i] ? weight : 0;
            }

            positives += gained;
            sum += gained == 0 ? 0 : gained * positives / rows;
        }

        return positives == 0 || positives == rows ? double.NaN : sum / positives;
    }
}
