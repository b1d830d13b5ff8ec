namespace MlWorkbench.Engine.Monitoring;

/// <summary>Rows per level or per bin in both samples. A level missing in one of them counts 0 there.</summary>
/// <param name="Labels">Names of levels. Empty for bins of numbers.</param>
/// <param name="Edges">Edges of bins, one more than there are bins. Null for levels.</param>
public sealed record LevelCounts(IReadOnlyList<string> Labels, double[]? Edges, long[] Reference, long[] Current)
{
    public int Count => Reference.Length;

    public double[] ReferenceShares() => Shares(Reference);

    public double[] CurrentShares() => Shares(Current);

    private static double[] Shares(long[] counts)
    {
        double total = counts.Sum();
        return Array.ConvertAll(counts, count => count / total);
    }
}
