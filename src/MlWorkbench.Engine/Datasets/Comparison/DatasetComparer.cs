using MlWorkbench.Engine.Datasets.Arrow;

namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Compares two stored tables, some columns at a time to limit memory.</summary>
public static class DatasetComparer
{
    /// <param name="key">Columns that identify the rows. If empty, rows are equal if all their values are.</param>
    /// <exception cref="EngineException">
    /// A key column is missing from one of the tables, the key does not identify each row, or the tables share no column.
    /// </exception>
    public static async Task<DatasetComparison> CompareAsync(
        ComparedTable from, ComparedTable to, IReadOnlyList<string> key, CancellationToken cancellation = default)
    {
        var (older, newer) = (await ArrowTableFile.ReadInfoAsync(from.ArrowFile, cancellation), await ArrowTableFile.ReadInfoAsync(to.ArrowFile, cancellation));
        var match = key.Count == 0 ? null : await KeyMatcher.MatchAsync(from, to, key, cancellation);
        var schema = await SchemaComparer.CompareAsync(from, older, to, newer, match, cancellation);
        var columns = MatchedColumn.Of(older, newer, schema);
        if (columns.Count == 0)
        {
            throw new EngineException("nothing_shared", $"{from.Title} and {to.Title} have no column in common and cannot be compared.");
        }

        IRowComparison rows = match is null ? new WholeRows(older.Rows, newer.Rows) : new KeyedRows(match);
        var shift = new DistributionShift(older.Rows, newer.Rows, key);
        var segments = new SegmentComparer(older.Rows, newer.Rows);
        var (before, after) = (new ulong[older.Rows], new ulong[newer.Rows]);
        await foreach (var (column, fromValues, toValues) in MatchedColumns.ReadAsync(from, older, to, newer, columns, cancellation))
        {
            // Comparing the rows and the distributions of a column is independent and costs about the same.
            var distributions = Task.Run(() => shift.Inspect(column, fromValues, toValues), cancellation);
            ValueHashes.Fill(fromValues, column.AsText, before);
            ValueHashes.Fill(toValues, column.AsText, after);
            rows.Inspect(column.Name, before, after);
            segments.Inspect(column.Name, fromValues, toValues);
            await distributions;
        }

        var sampler = new RowSampler(from, older, to, newer, columns, key);
        var changes = await sampler.SampleAsync(rows.Conclude(), cancellation);
        var (shifted, changedSegments) = (shift.Conclude(), segments.Conclude());
        return new DatasetComparison
        {
            Summary = ComparisonSummary.Of(from.Title, to.Title, schema, changes, shifted, changedSegments),
            FromRows = older.Rows,
            ToRows = newer.Rows,
            Key = key,
            Schema = schema,
            Rows = changes,
            Shift = shifted,
            Segments = changedSegments,
        };
    }
}
