using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>Computes exact profiles: every row counts, nothing is sampled.</summary>
public static class DatasetProfiler
{
    private const int MaxCellsInMemory = 24_000_000;

    public static DatasetProfile Profile(Table table, CancellationToken cancellation = default)
    {
        var profiles = new ColumnProfile[table.Columns.Count];
        Parallel.For(
            0,
            profiles.Length,
            Parallelism(cancellation),
            () => new ColumnSorter(),
            (index, _, sorter) =>
            {
                profiles[index] = Profile(table.Columns[index], sorter);
                return sorter;
            },
            _ => { });
        return new DatasetProfile(table.RowCount, profiles);
    }

    /// <summary>Profiles a stored table some columns at a time, so that memory stays bounded.</summary>
    public static async Task<DatasetProfile> ProfileAsync(string arrowFile, CancellationToken cancellation = default)
    {
        var info = await ArrowTableFile.ReadInfoAsync(arrowFile, cancellation);
        var columnsAtOnce = Math.Max(1, MaxCellsInMemory / Math.Max(1, info.Rows));
        var profiles = new List<ColumnProfile>(info.Columns.Count);
        foreach (var names in info.Columns.Select(column => column.Name).Chunk(columnsAtOnce))
        {
            var table = await ArrowTableFile.ReadAsync(arrowFile, names, cancellation);
            profiles.AddRange(Profile(table, cancellation).Columns);
        }

        return new DatasetProfile(info.Rows, profiles);
    }

    private static ColumnProfile Profile(Column column, ColumnSorter sorter) => column switch
    {
        NumericColumn numbers => NumericProfiler.Profile(numbers, sorter),
        CategoricalColumn levels => CategoricalProfiler.Profile(levels),
        _ => throw new ArgumentException($"Column '{column.Name}' is of an unknown kind.", nameof(column)),
    };

    // Sorting is what takes time; two at once leave room for requests.
    private static ParallelOptions Parallelism(CancellationToken cancellation) => new() { MaxDegreeOfParallelism = 2, CancellationToken = cancellation };
}
