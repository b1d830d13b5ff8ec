using MlWorkbench.Engine.Datasets.Arrow;

namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>Compares the columns of two stored tables. Only added and removed columns are read, to detect renamed ones.</summary>
internal static class SchemaComparer
{
    /// <param name="match">The matching rows. If null, the first rows of both tables are assumed to match.</param>
    public static async Task<IReadOnlyList<SchemaChange>> CompareAsync(
        ComparedTable from, ArrowFileInfo older, ComparedTable to, ArrowFileInfo newer, RowMatch? match, CancellationToken cancellation)
    {
        int[] first = match is null ? [.. Enumerable.Range(0, Math.Min(older.Rows, newer.Rows))] : [];
        var removed = await FingerprintAsync(from, older, newer, match?.From ?? first, cancellation);
        var added = await FingerprintAsync(to, newer, older, match?.To ?? first, cancellation);
        return SchemaChanges.Between(
            [.. older.Columns.Select(column => (column.Name, column.Type))],
            [.. newer.Columns.Select(column => (column.Name, column.Type))],
            (gone, come) => removed[gone].HasSameValues(added[come]));
    }

    private static async Task<Dictionary<string, ColumnFingerprint>> FingerprintAsync(
        ComparedTable table, ArrowFileInfo info, ArrowFileInfo other, int[] shared, CancellationToken cancellation)
    {
        var known = other.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var fingerprints = new Dictionary<string, ColumnFingerprint>(StringComparer.Ordinal);
        await foreach (var (values, _) in ArrowColumns.ReadAsync(table.ArrowFile, info, info.Columns.Where(column => !known.Contains(column.Name)), cancellation))
        {
            fingerprints.Add(values.Name, ColumnFingerprint.Of(values, shared));
        }

        return fingerprints;
    }
}
