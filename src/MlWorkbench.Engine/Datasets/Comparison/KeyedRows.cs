namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Compares rows with matching keys value by value.</summary>
internal sealed class KeyedRows(RowMatch match) : IRowComparison
{
    private readonly bool[] _changed = new bool[match.To.Length];
    private readonly List<ChangedColumn> _columns = [];

    public void Inspect(string column, ulong[] from, ulong[] to)
    {
        var changed = 0;
        for (var i = 0; i < _changed.Length; i++)
        {
            if (from[match.From[i]] != to[match.To[i]])
            {
                _changed[i] = true;
                changed++;
            }
        }

        if (changed > 0)
        {
            _columns.Add(new ChangedColumn(column, changed));
        }
    }

    public RowDifference Conclude()
    {
        var changed = _changed.Index().Where(row => row.Item).Select(row => (match.From[row.Index], match.To[row.Index])).ToList();
        return new RowDifference(_changed.Length - changed.Count, match.Added, match.Removed, changed, [.. _columns.OrderByDescending(column => column.Rows)]);
    }
}
