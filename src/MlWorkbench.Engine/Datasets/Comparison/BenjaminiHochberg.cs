namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>P-values of many tests, adjusted so that at most the chosen share of what is called significant is chance (Benjamini and Hochberg 1995, step-up).</summary>
internal static class BenjaminiHochberg
{
    /// <summary>In the order of <paramref name="pValues"/>.</summary>
    public static double[] Adjust(IReadOnlyList<double> pValues)
    {
        var count = pValues.Count;
        var adjusted = new double[count];
        var smallest = 1.0;
        foreach (var (rank, index) in Enumerable.Range(0, count).OrderBy(i => pValues[i]).Index().Reverse())
        {
            smallest = Math.Min(smallest, pValues[index] * count / (rank + 1));
            adjusted[index] = smallest;
        }

        return adjusted;
    }
}
