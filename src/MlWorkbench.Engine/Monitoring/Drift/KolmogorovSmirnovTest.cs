namespace MlWorkbench.Engine.Monitoring.Drift;

/// <summary>
/// P-value of the two-sample Kolmogorov-Smirnov test. It is exact up to 10,000 rows, and above uses the one-sample distribution with the harmonic size (the
/// rule of scipy's <c>ks_2samp</c>).
/// </summary>
public sealed class KolmogorovSmirnovTest : IDriftTest
{
    private const int MostRowsForExact = 10_000;

    public string Name => "ks";

    public string Title => "Kolmogorov-Smirnov";

    public string Meaning => "P-value: probability that samples of the same distribution differ this much. A small value means drift.";

    public double Threshold => 0.05;

    public bool IsPValue => true;

    public bool Drifts(double statistic) => statistic <= Threshold;

    public double Compute(ColumnPair columns)
    {
        var (n, m) = (columns.Reference.Length, columns.Current.Length);
        var distance = Distance(columns.Reference, columns.Current);
        if (Math.Max(n, m) <= MostRowsForExact)
        {
            return ExactPValue(n, m, distance);
        }

        var size = Math.Round((double)n * m / (n + m), MidpointRounding.ToEven);
        return KolmogorovDistribution.Survival((int)size, (double)distance / ((long)n * m));
    }

    /// <summary>The largest distance of the two distribution functions, times the rows of both. It is an integer, so that ties are exact.</summary>
    private static long Distance(double[] reference, double[] current)
    {
        var (i, j, largest) = (0, 0, 0L);
        while (i < reference.Length && j < current.Length)
        {
            var value = Math.Min(reference[i], current[j]);
            i = SortedNumbers.SkipValue(reference, i, value);
            j = SortedNumbers.SkipValue(current, j, value);
            largest = Math.Max(largest, Math.Abs(((long)i * current.Length) - ((long)j * reference.Length)));
        }

        return largest;
    }

    // Orders of the rows are lattice paths from (0, 0) to (n, m), all equally likely. The share of the paths to (i, j) that reached the distance is the share
    // of its two neighbours, weighted by the number of paths from each.
    private static double ExactPValue(int n, int m, long distance)
    {
        if (distance == 0)
        {
            return 1;
        }

        var outside = new double[m + 1];
        for (var i = 0; i <= n; i++)
        {
            for (var j = 0; j <= m; j++)
            {
                if (Math.Abs(((long)i * m) - ((long)j * n)) >= distance)
                {
                    outside[j] = 1;
                }
                else if (i + j > 0)
                {
                    outside[j] = ((i * outside[j]) + (j == 0 ? 0 : j * outside[j - 1])) / (i + j);
                }
            }
        }

        return outside[m];
    }
}
