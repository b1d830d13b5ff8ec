using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>Computes exact profiles from all rows, without sampling.</summary>
public static class DatasetProfiler
{
    private const int MaxCellsInMemory = 8_000_000;

    public static DatasetProfile Profile(Table table, CancellationToken cancellation = default) =>
        new(table.RowCount, Profile(table.Columns.Count, table.RowCount, (index, sorter, _) => Profile(table.Columns[index], sorter), cancellation));

    /// <summary>Profiles a table that does not fit into memory.</summary>
    internal static DatasetProfile Profile(ColumnFile columns, CancellationToken cancellation) =>
        new(columns.Rows, Profile(columns.Columns.Count, columns.Rows, columns.Profile, cancellation));

    private static ColumnProfile[] Profile(int count, int rows, Func<int, ColumnSorter, TextCounter, ColumnProfile> profile, CancellationToken cancellation)
    {
        var profiles = new ColumnProfile[count];
        // Sorting takes most of the time and memory. Two sorts in parallel leave room for requests.
        var atOnce = Math.Clamp(MaxCellsInMemory / Math.Max(1, rows), 1, 2);
        var next = -1;
        Parallel.Invoke(new ParallelOptions { CancellationToken = cancellation }, [.. Enumerable.Repeat<Action>(ProfileNext, atOnce)]);
        return profiles;

        // A parallel loop over the columns would allocate more sorters and counters, and their memory, than there are threads.
        void ProfileNext()
        {
            var (sorter, counter) = (new ColumnSorter(), new TextCounter());
            for (var index = Interlocked.Increment(ref next); index < count; index = Interlocked.Increment(ref next))
            {
                cancellation.ThrowIfCancellationRequested();
                profiles[index] = profile(index, sorter, counter);
            }
        }
    }

    private static ColumnProfile Profile(Column column, ColumnSorter sorter)
    {
        switch (column)
        {
            case NumericColumn numbers:
                var sorted = sorter.Sort(numbers);
                return NumericProfiler.Profile(column.Name, column.Type, column.Length - sorted.Length, sorted);
            case CategoricalColumn levels:
                return CategoricalProfiler.Profile(levels);
            default:
                throw new ArgumentException($"Column '{column.Name}' is of an unknown kind.", nameof(column));
        }
    }
}
