namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>Selects the significant ones of many p-values, with a limit on the share of false findings (Benjamini and Hochberg 1995).</summary>
internal static class FalseDiscoveryRate
{
    /// <summary>The largest significant p-value. Negative if none is significant.</summary>
    public static double Threshold(IEnumerable<double> pValues, double rate)
    {
        var sorted = pValues.Order().ToArray();
        for (var i = sorted.Length - 1; i >= 0; i--)
        {
            if (sorted[i] <= rate * (i + 1) / sorted.Length)
            {
                return sorted[i];
            }
        }

        return -1;
    }

    /// <summary>Adjusted p-values, which can be compared with the rate itself, in the order of <paramref name="pValues"/> (step-up).</summary>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var adjusted = new double[pValues.Count];
        var smallest = 1.0;
        foreach (var (rank, index) in Enumerable.Range(0, adjusted.Length).OrderBy(i => pValues[i]).Index().Reverse())
        {
            smallest = Math.Min(smallest, pValues[index] * adjusted.Length / (rank + 1));
            adjusted[index] = smallest;
        }

        return adjusted;
    }
}
