namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>Which of many p-values stand when at most a share of the findings may be false (Benjamini and Hochberg 1995).</summary>
internal static class FalseDiscoveryRate
{
    /// <summary>The largest p-value that stands; negative when none does.</summary>
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
}
