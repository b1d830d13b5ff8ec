namespace MlWorkbench.Engine.Monitoring.Drift;

/// <summary>
/// Hellinger distance, 0 to 1: the root of 1 minus the overlap of the two distributions (Bhattacharyya coefficient). Numbers are in Sturges bins by the
/// number of distinct values.
/// </summary>
public sealed class HellingerTest : IDriftTest
{
    public string Name => "hellinger";

    public string Title => "Hellinger distance";

    public string Meaning => "Distance of the two distributions. 0 means identical, 1 means no overlap.";

    public double Threshold => 0.1;

    public bool IsPValue => false;

    public bool Drifts(double statistic) => statistic >= Threshold;

    public double Compute(ColumnPair columns)
    {
        var counts = columns.IsNumeric ? Binned(columns) : columns.Levels;
        var overlap = counts.ReferenceShares().Zip(counts.CurrentShares(), (r, c) => Math.Sqrt(r * c)).Sum();
        return Math.Sqrt(1 - Math.Clamp(overlap, 0, 1));
    }

    private static LevelCounts Binned(ColumnPair columns)
    {
        var edges = SturgesBins.Edges(columns.Reference, columns.Current, columns.Distinct);
        return new LevelCounts([], edges, SortedNumbers.Histogram(columns.Reference, edges), SortedNumbers.Histogram(columns.Current, edges));
    }
}
