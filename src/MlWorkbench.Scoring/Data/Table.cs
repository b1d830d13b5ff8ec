namespace MlWorkbench.Scoring.Data;

/// <summary>Rows in columnar form, for reading, profiling, training and scoring in batches.</summary>
public sealed class Table
{
    private readonly Dictionary<string, int> _index;

    public Table(IReadOnlyList<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = columns;
        RowCount = columns.Count == 0 ? 0 : columns[0].Length;
        _index = new Dictionary<string, int>(columns.Count, StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Length != RowCount)
            {
                throw new ArgumentException($"Column '{columns[i].Name}' has {columns[i].Length} rows, but the table has {RowCount}.", nameof(columns));
            }

            if (!_index.TryAdd(columns[i].Name, i))
            {
                throw new ArgumentException($"Column '{columns[i].Name}' occurs twice.", nameof(columns));
            }
        }
    }

    public IReadOnlyList<Column> Columns { get; }

    public int RowCount { get; }

    public Column this[string name] => Find(name) ?? throw new KeyNotFoundException($"The table has no column '{name}'.");

    public Column? Find(string name) => _index.TryGetValue(name, out var index) ? Columns[index] : null;

    /// <summary>Returns the same columns with only the given rows, in the given order.</summary>
    public Table Take(int[] rows) => new([.. Columns.Select(column => column.Take(rows))]);

    /// <summary>Returns the same columns with <paramref name="count"/> rows from <paramref name="start"/> on.</summary>
    public Table Slice(int start, int count) => Take([.. Enumerable.Range(start, count)]);

    /// <summary>Returns the same rows without the named columns.</summary>
    public Table Without(IReadOnlySet<string> names) => new([.. Columns.Where(column => !names.Contains(column.Name))]);
}
