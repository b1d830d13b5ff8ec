namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>
/// The placement values behind ROC AUC: for each positive the share of negatives below it, for each negative the share of positives above it.
/// Ties count half (DeLong, DeLong and Clarke-Pearson 1988, by mid-ranks as in Sun and Xu 2014).
/// </summary>
internal static class Placements
{
    /// <summary>ROC AUC (Mann and Whitney 1947). NaN if a class has no rows.</summary>
    /// <param name="placements">Receives the placement value of each original row. Can be empty.</param>
    public static double Auc(RankedScores ranked, Span<double> placements)
    {
        if (ranked.Positives == 0 || ranked.Negatives == 0)
        {
            return double.NaN;
        }

        double positives = ranked.Positives;
        double negatives = ranked.Negatives;
        double negativesBelow = 0;
        double positivesBelow = 0;
        double sum = 0;
        for (int start = 0, end; start < ranked.Count; start = end)
        {
            end = ranked.EndOfTies(start);
            double tiedPositives = ranked.CountPositives(start, end);
            var tiedNegatives = end - start - tiedPositives;
            var negativesBeaten = negativesBelow + (tiedNegatives / 2);
            var positivesAbove = positives - positivesBelow - (tiedPositives / 2);
            sum += tiedPositives * negativesBeaten;
            for (var i = start; i < end && !placements.IsEmpty; i++)
            {
                placements[ranked.Rows[i]] = ranked.Positive[i] ? negativesBeaten / negatives : positivesAbove / positives;
            }

            negativesBelow += tiedNegatives;
            positivesBelow += tiedPositives;
        }

        return sum / (positives * negatives);
    }

    /// <summary>
    /// Converts placement values into the influence of each row on the AUC of a class. The scale makes the variance of their mean DeLong's: the sum of the
    /// variances of positives and of negatives, each divided by its count.
    /// </summary>
    public static void ToInfluence(RankedScores ranked, double auc, Span<double> placements)
    {
        var positive = Scale(ranked.Count, ranked.Positives);
        var negative = Scale(ranked.Count, ranked.Negatives);
        for (var i = 0; i < ranked.Count; i++)
        {
            var row = ranked.Rows[i];
            placements[row] = (placements[row] - auc) * (ranked.Positive[i] ? positive : negative);
        }
    }

    private static double Scale(double all, double part) => Math.Sqrt(all * (all - 1) / (part * (part - 1)));
}
