namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Compares rows without a key: rows are equal if all values are. Equal rows are counted: three instead of two means one added row.</summary>
internal sealed class WholeRows(int fromRows, int toRows) : IRowComparison
{
    private readonly RowHashes _from = new(fromRows);
    private readonly RowHashes _to = new(toRows);

    public void Inspect(string column, ulong[] from, ulong[] to)
    {
        _from.Add(from);
        _to.Add(to);
    }

    public RowDifference Conclude()
    {
        var (unchanged, added, removed) = (0, new List<int>(), new List<int>());
        foreach (var (from, to) in SortedRows.Merge(new SortedRows(_from.Values), new SortedRows(_to.Values)))
        {
            var same = Math.Min(from.Count, to.Count);
            unchanged += same;
            removed.AddRange(from[same..]);
            added.AddRange(to[same..]);
        }

        added.Sort();
        removed.Sort();
        return new RowDifference(unchanged, added, removed, null, []);
    }
}
