using System.Runtime.CompilerServices;
using Apache.Arrow.Ipc;
using MlWorkbench.Scoring.Data;
using Column = MlWorkbench.Scoring.Data.Column;
using Table = MlWorkbench.Scoring.Data.Table;

namespace MlWorkbench.Engine.Datasets.Arrow;

/// <summary>
/// A table as an Arrow IPC file: LZ4, record batches of up to 16,384 rows, dictionary-encoded categories, types and roles in the metadata.
/// The same table and roles give the same bytes, so the SHA-256 of the file identifies the content.
/// </summary>
public static class ArrowTableFile
{
    private const int MaxDictionaryLevels = 65_536;

    /// <param name="roles">The role of each column of the table, in its order.</param>
    public static void Write(Stream stream, Table table, IReadOnlyList<ColumnRole> roles) =>
        Write(stream, table, [.. table.Columns.Select((column, index) => new ArrowColumn(column.Name, column.Type, roles[index], HasDictionary(column)))]);

    /// <param name="columns">The columns of the table, in its order.</param>
    internal static void Write(Stream stream, Table table, IReadOnlyList<ArrowColumn> columns)
    {
        using var writer = new ArrowTableWriter(stream, columns, table.RowCount);
        var batchRows = ArrowFormat.BatchRows(columns.Count);
        for (var start = 0; start < table.RowCount; start += batchRows)
        {
            writer.Write(table, start, Math.Min(batchRows, table.RowCount - start));
        }

        writer.Complete();
    }

    public static async Task<ArrowFileInfo> ReadInfoAsync(string path, CancellationToken cancellation = default)
    {
        await using var stream = Open(path);
        using var reader = new ArrowFileReader(stream, ArrowFormat.Codecs);
        return ArrowFormat.ToInfo(await reader.GetSchema(cancellation));
    }

    /// <summary>Reads all rows of the named columns. If no columns are named, reads all columns.</summary>
    public static async Task<Table> ReadAsync(string path, IReadOnlyCollection<string>? columns = null, CancellationToken cancellation = default)
    {
        var info = await ReadInfoAsync(path, cancellation);
        return await ReadRowsAsync(path, 0, info.Rows, columns, cancellation);
    }

    /// <summary>Reads the rows from <paramref name="offset"/> (0-based) on; fewer than <paramref name="count"/> at the end of the file.</summary>
    public static async Task<Table> ReadRowsAsync(
        string path, int offset, int count, IReadOnlyCollection<string>? columns = null, CancellationToken cancellation = default)
    {
        await using var stream = Open(path);
        using var reader = new ArrowFileReader(stream, ArrowFormat.Codecs);
        var info = ArrowFormat.ToInfo(await reader.GetSchema(cancellation));
        var first = Math.Clamp(offset, 0, info.Rows);
        var end = (int)Math.Min(info.Rows, (long)first + Math.Max(0, count));
        var builders = Select(info, columns).Select(index => (Index: index, Builder: ArrowColumnBuilder.Create(info.Columns[index], end - first))).ToList();
        for (var row = first; row < end;)
        {
            var batch = row / info.BatchRows;
            using var record = await reader.ReadRecordBatchAsync(batch, cancellation);
            var start = row - (batch * info.BatchRows);
            var length = Math.Min(record.Length - start, end - row);
            foreach (var (index, builder) in builders)
            {
                builder.Append(record.Column(index), start, length);
            }

            row += length;
        }

        return new Table([.. builders.Select(builder => builder.Builder.Build())]);
    }

    /// <summary>Reads the rows of the given ascending positions (0-based).</summary>
    public static async Task<Table> ReadRowsAsync(
        string path, IReadOnlyList<int> rows, IReadOnlyCollection<string>? columns = null, CancellationToken cancellation = default)
    {
        await using var stream = Open(path);
        using var reader = new ArrowFileReader(stream, ArrowFormat.Codecs);
        var info = ArrowFormat.ToInfo(await reader.GetSchema(cancellation));
        var builders = Select(info, columns).Select(index => (Index: index, Builder: ArrowColumnBuilder.Create(info.Columns[index], rows.Count))).ToList();
        foreach (var group in rows.GroupBy(row => row / info.BatchRows))
        {
            using var record = await reader.ReadRecordBatchAsync(group.Key, cancellation);
            foreach (var row in group)
            {
                foreach (var (index, builder) in builders)
                {
                    builder.Append(record.Column(index), row % info.BatchRows, 1);
                }
            }
        }

        return new Table([.. builders.Select(builder => builder.Builder.Build())]);
    }

    /// <summary>Reads the named columns, or all, batch by batch in order, so that memory does not grow with the number of rows.</summary>
    public static async IAsyncEnumerable<Table> ReadBatchesAsync(
        string path, IReadOnlyCollection<string>? columns = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var stream = Open(path);
        using var reader = new ArrowFileReader(stream, ArrowFormat.Codecs);
        var info = ArrowFormat.ToInfo(await reader.GetSchema(cancellation));
        int[] selected = [.. Select(info, columns)];
        // The reader returns a dictionary with the first batch that uses it. Later batches reuse the levels.
        var levels = new string[]?[info.Columns.Count];
        for (var row = 0; row < info.Rows; row += info.BatchRows)
        {
            using var record = await reader.ReadRecordBatchAsync(row / info.BatchRows, cancellation);
            yield return new Table([.. selected.Select(index => Build(info.Columns[index], record.Column(index), ref levels[index]))]);
        }
    }

    /// <summary>Reads a whole file with the role and the value counts of each column.</summary>
    public static async Task<(Table Table, IReadOnlyList<ColumnSchema> Columns)> ReadWithSchemaAsync(string path, CancellationToken cancellation = default)
    {
        var info = await ReadInfoAsync(path, cancellation);
        var table = await ReadRowsAsync(path, 0, info.Rows, null, cancellation);
        return (table, Profiling.ColumnSchemas.Of(table, [.. info.Columns.Select(column => column.Role)]));
    }

    internal static bool HasDictionary(Column column) =>
        column is CategoricalColumn { Type: not ColumnType.Text } levels && levels.Levels.Length <= MaxDictionaryLevels;

    private static Column Build(ArrowColumn column, Apache.Arrow.IArrowArray values, ref string[]? levels)
    {
        var builder = ArrowColumnBuilder.Create(column, values.Length, levels);
        builder.Append(values, 0, values.Length);
        var built = builder.Build();
        levels = column.HasDictionary ? ((CategoricalColumn)built).Levels : null;
        return built;
    }

    // The writer of the file can still have it open.
    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16);

    private static IEnumerable<int> Select(ArrowFileInfo info, IReadOnlyCollection<string>? names)
    {
        if (names is null)
        {
            return Enumerable.Range(0, info.Columns.Count);
        }

        var positions = info.Columns.Index().ToDictionary(column => column.Item.Name, column => column.Index, StringComparer.Ordinal);
        return names.Select(name => positions.TryGetValue(name, out var index)
            ? index
            : throw new EngineException("unknown_column", $"The dataset has no column '{name}'.", column: name));
    }
}
