namespace MlWorkbench.Engine.Evaluations.Classification;

/// <summary>Trade-offs of a binary model along its thresholds, and the calibration of its probabilities.</summary>
internal static class RankingCurves
{
    private const int MostPoints = 200;
    private const int CalibrationBins = 10;

    /// <summary>False positive rate against true positive rate, from (0, 0) to (1, 1). Null if a class has no rows.</summary>
    public static Curve? Roc(RankedScores ranked)
    {
        if (ranked.Positives == 0 || ranked.Negatives == 0)
        {
            return null;
        }

        var points = new CurvePoints(2.0 / (MostPoints - 2));
        points.Add(0, 0);
        foreach (var (positives, negatives) in Thresholds(ranked))
        {
            points.Add((double)negatives / ranked.Negatives, (double)positives / ranked.Positives);
        }

        return points.ToCurve();
    }

    /// <summary>Recall against precision, from the highest threshold down. Null if a class has no rows.</summary>
    public static Curve? PrecisionRecall(RankedScores ranked)
    {
        if (ranked.Positives == 0 || ranked.Negatives == 0)
        {
            return null;
        }

        // Precision fluctuates while few rows are above the threshold, so points are spaced by recall only.
        var points = new CurvePoints(1.0 / (MostPoints - 2), xOnly: true);
        foreach (var (positives, negatives) in Thresholds(ranked))
        {
            points.Add((double)positives / ranked.Positives, (double)positives / (positives + negatives));
        }

        return points.ToCurve();
    }

    /// <summary>Mean predicted probability against observed rate in ten bins with about equal numbers of rows. Equal probabilities are in one bin.</summary>
    public static Curve? Calibration(RankedScores ranked)
    {
        if (ranked.Count < CalibrationBins)
        {
            return null;
        }

        var (x, y, counts) = (new List<double>(), new List<double>(), new List<int>());
        for (int start = 0, bin = 1; start < ranked.Count; bin++)
        {
            var target = (int)((long)ranked.Count * bin / CalibrationBins);
            if (target <= start)
            {
                continue;
            }

            var end = ranked.EndOfTies(target - 1);
            x.Add(ranked.Scores.AsSpan(start..end).ToArray().Average());
            y.Add((double)ranked.CountPositives(start, end) / (end - start));
            counts.Add(end - start);
            start = end;
        }

        return new Curve([.. x], [.. y], [.. counts]);
    }

    // Positives and negatives at or above each distinct score, highest score first.
    private static IEnumerable<(int Positives, int Negatives)> Thresholds(RankedScores ranked)
    {
        var (positives, negatives) = (0, 0);
        for (var i = ranked.Count - 1; i >= 0;)
        {
            var score = ranked.Scores[i];
            for (; i >= 0 && ranked.Scores[i] == score; i--)
            {
                if (ranked.Positive[i])
                {
                    positives++;
                }
                else
                {
                    negatives++;
                }
            }

            yield return (positives, negatives);
        }
    }
}
