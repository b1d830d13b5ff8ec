namespace MlWorkbench.Engine.Evaluations.Intervals;

/// <summary>
/// Bootstrap of a metric that depends only on the confusion counts. Sampling rows with replacement is sampling the counts from a multinomial, so the cost
/// does not grow with the rows.
/// </summary>
internal static class CountsBootstrap
{
    private const int Replicates = 1_000;

    public static Interval? Of(int[][] counts, Func<int[][], double> metric, int seed)
    {
        var rows = counts.Sum(row => row.Sum());
        if (rows < 2)
        {
            return null;
        }

        var random = new Random(seed);
        var values = new double[Replicates];
        for (var i = 0; i < Replicates; i++)
        {
            values[i] = metric(Draw(counts, rows, random));
        }

        return Percentiles.Middle95(values);
    }

    // A multinomial is a chain of binomials over the trials that the previous cells have left.
    private static int[][] Draw(int[][] counts, int rows, Random random)
    {
        var drawn = new int[counts.Length][];
        var left = rows;
        var leftInSample = rows;
        for (var i = 0; i < counts.Length; i++)
        {
            drawn[i] = new int[counts[i].Length];
            for (var j = 0; j < counts[i].Length; j++)
            {
                var count = counts[i][j];
                if (count == 0 || left == 0)
                {
                    continue;
                }

                drawn[i][j] = count == leftInSample ? left : BinomialDraw.Sample(random, (double)count / leftInSample, left);
                left -= drawn[i][j];
                leftInSample -= count;
            }
        }

        return drawn;
    }
}
