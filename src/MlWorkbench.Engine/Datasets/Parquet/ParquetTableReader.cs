using System.Globalization;
using System.Runtime.CompilerServices;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Engine.Datasets.Values;
using MlWorkbench.Scoring.Data;
using Parquet;

namespace MlWorkbench.Engine.Datasets.Parquet;

/// <summary>
/// Reads Parquet as typed columns in two passes, like text. The first pass reads every value to distinguish levels from free text and identifiers from
/// features; the second converts the values. The types of the file do not change.
/// </summary>
internal sealed class ParquetTableReader : ITableReader
{
    private const int MaxColumns = 16_384;
    private const int MaxGroupRows = 1 << 24;

    // Above this limit, the columns of a row group are not held in memory together but decoded again for every batch.
    private const long MaxCellsInMemory = 24_000_000;

    private readonly string _path;
    private readonly IReadOnlyList<ParquetColumn> _columns;

    private ParquetTableReader(string path, int rows, IReadOnlyList<ParquetColumn> columns, IReadOnlyList<ImportWarning> warnings)
    {
        _path = path;
        _columns = columns;
        RowCount = rows;
        Columns = [.. columns.Select(column => column.Plan!).Select(plan => new ArrowColumn(plan.Name, plan.Type, plan.Role, plan.Levels is not null))];
        Warnings = warnings;
    }

    public IReadOnlyList<ArrowColumn> Columns { get; }

    public int RowCount { get; }

    public long BytesPerRow => _columns.Sum(column => column.Plan!.BytesPerRow);

    public TabularFormat Format { get; } = new()
    {
        Delimiter = null,
        Encoding = null,
        HasHeader = true,
        Decimal = null,
        DayFirst = null,
        Kind = FileKind.Parquet,
    };

    public IReadOnlyList<ImportWarning> Warnings { get; }

    /// <param name="mostCells">Limit of the table in cells. A larger table is refused.</param>
    public static async Task<ParquetTableReader> InspectAsync(string path, DatasetImportOptions options, long mostCells, CancellationToken cancellation)
    {
        try
        {
            var chunks = await ParquetFooter.ReadAsync(path, cancellation);
            await using var file = await ParquetReader.CreateAsync(path, new ParquetOptions { UseDateOnlyTypeForDates = false }, cancellation);
            var warnings = new List<ImportWarning>();
            var columns = CreateColumns(file, options, warnings);
            var rows = CountRows(file);
            ImportRoom.RequireCells(rows, columns.Count, mostCells);
            using (var pages = new ParquetPages(path))
            {
                pages.Check(chunks, cancellation);
            }

            var first = 0;
            for (var i = 0; i < file.RowGroupCount; i++)
            {
                using var group = file.OpenRowGroupReader(i);
                foreach (var column in columns)
                {
                    cancellation.ThrowIfCancellationRequested();
                    await column.ScanAsync(group, first, cancellation);
                }

                first += (int)group.RowCount;
            }

            foreach (var column in columns)
            {
                warnings.AddRange(column.Settle(rows, options));
            }

            return new ParquetTableReader(path, rows, columns, warnings);
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged(exception);
        }
    }

    public async IAsyncEnumerable<Table> ReadBatchesAsync(int batchRows, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var file = await ParquetReader.CreateAsync(_path, new ParquetOptions { UseDateOnlyTypeForDates = false }, cancellation);
        for (var done = 0; done < RowCount; done += batchRows)
        {
            var columns = new Column[_columns.Count];
            for (var i = 0; i < columns.Length; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                columns[i] = await ReadAsync(file, _columns[i], done, Math.Min(batchRows, RowCount - done), cancellation);
            }

            yield return new Table(columns);
        }

        foreach (var column in _columns)
        {
            column.Forget();
        }
    }

    private async Task<Column> ReadAsync(ParquetReader file, ParquetColumn column, int start, int count, CancellationToken cancellation)
    {
        try
        {
            column.Begin(count);
            var first = 0;
            for (var i = 0; i < file.RowGroupCount && first < start + count; i++)
            {
                using var group = file.OpenRowGroupReader(i);
                var rows = (int)group.RowCount;
                var from = Math.Max(start, first);
                var to = Math.Min(start + count, first + rows);
                if (from < to)
                {
                    await column.ReadAsync(group, i, first, from - first, to - from, (long)rows * _columns.Count <= MaxCellsInMemory, cancellation);
                }

                first += rows;
            }

            return column.Take();
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged(exception);
        }
    }

    private static List<ParquetColumn> CreateColumns(ParquetReader file, DatasetImportOptions options, List<ImportWarning> warnings)
    {
        var fields = file.Schema.Fields;
        if (fields.Count is 0 or > MaxColumns)
        {
            throw new EngineException("too_many_columns", $"The file has {Text(fields.Count)} columns; 1 to {Text(MaxColumns)} are supported.");
        }

        var names = ColumnNames.Repair([.. fields.Select(field => field.Name)], warnings);
        foreach (var name in options.Types?.Keys ?? [])
        {
            if (!names.Contains(name))
            {
                throw new EngineException("unknown_column", $"The file has no column '{name}'. Its columns are: {string.Join(", ", names.Take(20))}{(names.Length > 20 ? ", …" : "")}.", column: name);
            }
        }

        var missing = MissingSpellings.Only(options.Missing);
        return [.. fields.Zip(names, (field, name) => ParquetColumns.Create(field, name, missing, fields.Count))];
    }

    private static int CountRows(ParquetReader file)
    {
        long rows = 0;
        for (var i = 0; i < file.RowGroupCount; i++)
        {
            using var group = file.OpenRowGroupReader(i);
            if (group.RowCount is < 0 or > MaxGroupRows)
            {
                throw new EngineException(
                    "row_group_too_large",
                    $"The file has a row group of {Text(group.RowCount)} rows; at most {Text(MaxGroupRows)} are supported. "
                    + "Write the file with smaller row groups.");
            }

            rows += group.RowCount;
        }

        return rows switch
        {
            0 => throw new EngineException("no_rows", "The file has columns but no rows. Choose a file with rows."),
            > int.MaxValue => throw new EngineException("too_many_rows", $"The file has {Text(rows)} rows; at most {Text(int.MaxValue)} are supported."),
            _ => (int)rows,
        };
    }

    // A damaged file causes various exceptions in the reader. It trusts lengths in the file, so a forged length requests an array beyond the memory.
    private static bool IsDamage(Exception exception) => exception is not (EngineException or OperationCanceledException or UnauthorizedAccessException);

    private static EngineException Damaged(Exception cause) => new(
        "file_damaged",
        "The Parquet file cannot be read: it is damaged, truncated, encrypted, needs more memory than the server has, or uses an unsupported part of the "
        + "format. Write it again, for example with DuckDB or pyarrow, or upload the table as CSV.",
        inner: cause);

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
