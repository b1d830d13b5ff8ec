using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>Computes exact profiles from all rows, without sampling.</summary>
public static class DatasetProfiler
{
    private const int MaxCellsInMemory = 8_000_000;

    public static DatasetProfile Profile(Table table, CancellationToken cancellation = default) =>
        new(table.RowCount, Profile(table.Columns.Count, table.RowCount, (index, sorter) => Profile(table.Columns[index], sorter), cancellation));

    /// <summary>Profiles a stored table some columns at a time to limit memory. Each time, the whole file is decompressed.</summary>
    /// <param name="columns">The columns to profile. If null, all columns.</param>
    public static async Task<DatasetProfile> ProfileAsync(string arrowFile, IReadOnlyCollection<string>? columns = null, CancellationToken cancellation = default)
    {
        var info = await ArrowTableFile.ReadInfoAsync(arrowFile, cancellation);
        var columnsAtOnce = Math.Max(1, MaxCellsInMemory / Math.Max(1, info.Rows));
        var profiles = new List<ColumnProfile>(info.Columns.Count);
        foreach (var names in (columns ?? [.. info.Columns.Select(column => column.Name)]).Chunk(columnsAtOnce))
        {
            var table = await ArrowTableFile.ReadAsync(arrowFile, names, cancellation);
            profiles.AddRange(Profile(table, cancellation).Columns);
        }

        return new DatasetProfile(info.Rows, profiles);
    }

    /// <summary>Profiles a table that does not fit into memory from its column file, and the other columns from the Arrow file.</summary>
    internal static async Task<DatasetProfile> ProfileAsync(ColumnFile columns, string arrowFile, CancellationToken cancellation)
    {
        int[] held = [.. Enumerable.Range(0, columns.Columns.Count).Where(columns.Holds)];
        var profiles = Profile(held.Length, columns.Rows, (index, sorter) => columns.Profile(held[index], sorter), cancellation).ToDictionary(profile => profile.Name, StringComparer.Ordinal);
        string[] others = [.. columns.Columns.Select(column => column.Name).Where(name => !profiles.ContainsKey(name))];
        if (others.Length > 0)
        {
            foreach (var profile in (await ProfileAsync(arrowFile, others, cancellation)).Columns)
            {
                profiles.Add(profile.Name, profile);
            }
        }

        return new DatasetProfile(columns.Rows, [.. columns.Columns.Select(column => profiles[column.Name])]);
    }

    private static ColumnProfile[] Profile(int count, int rows, Func<int, ColumnSorter, ColumnProfile> profile, CancellationToken cancellation)
    {
        var profiles = new ColumnProfile[count];
        // Sorting takes most of the time and memory. Two sorts in parallel leave room for requests.
        var atOnce = Math.Clamp(MaxCellsInMemory / Math.Max(1, rows), 1, 2);
        var next = -1;
        Parallel.Invoke(new ParallelOptions { CancellationToken = cancellation }, [.. Enumerable.Repeat<Action>(ProfileNext, atOnce)]);
        return profiles;

        // A parallel loop over the columns would allocate more sorters, and their memory, than there are threads.
        void ProfileNext()
        {
            var sorter = new ColumnSorter();
            for (var index = Interlocked.Increment(ref next); index < count; index = Interlocked.Increment(ref next))
            {
                cancellation.ThrowIfCancellationRequested();
                profiles[index] = profile(index, sorter);
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
