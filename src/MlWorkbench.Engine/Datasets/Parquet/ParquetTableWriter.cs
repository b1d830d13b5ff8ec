using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;
using Parquet;
using Parquet.Schema;

namespace MlWorkbench.Engine.Datasets.Parquet;

/// <summary>Writes a stored table as Parquet, one row group per batch: integers, fractions, times in UTC to the microsecond, and text.</summary>
public static class ParquetTableWriter
{
    /// <param name="arrowFile">The stored table.</param>
    /// <param name="target">Receives the Parquet file.</param>
    public static async Task WriteAsync(string arrowFile, Stream target, CancellationToken cancellation = default)
    {
        var info = await ArrowTableFile.ReadInfoAsync(arrowFile, cancellation);
        await WriteAsync([.. info.Columns.Select(column => (column.Name, column.Type))], ArrowTableFile.ReadBatchesAsync(arrowFile, null, cancellation), target, cancellation);
    }

    /// <param name="columns">The columns of every batch.</param>
    /// <param name="target">Receives the Parquet file.</param>
    public static async Task WriteAsync(
        IReadOnlyList<(string Name, ColumnType Type)> columns,
        IAsyncEnumerable<Table> batches,
        Stream target,
        CancellationToken cancellation)
    {
        var fields = columns.Select(column => ToField(column.Name, column.Type)).ToArray();
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), target, cancellationToken: cancellation);
        await foreach (var batch in batches)
        {
            using var group = writer.CreateRowGroup();
            foreach (var (column, field) in batch.Columns.Zip(fields))
            {
                cancellation.ThrowIfCancellationRequested();
                await WriteAsync(group, field, column, cancellation);
            }

            group.CompleteValidate();
        }
    }

    private static DataField ToField(string name, ColumnType type) => type switch
    {
        ColumnType.Integer => new DataField<long?>(name),
        ColumnType.Number => new DataField<double?>(name),
        ColumnType.Date => new DateTimeDataField(name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Micros, isNullable: true),
        _ => new DataField<string>(name),
    };

    private static Task WriteAsync(ParquetRowGroupWriter group, DataField field, Column column, CancellationToken cancellation) => column switch
    {
        NumericColumn { Type: ColumnType.Integer } whole => WriteAsync(group, field, whole, value => (long)value, cancellation),
        NumericColumn { Type: ColumnType.Number } numbers => WriteAsync(group, field, numbers, value => value, cancellation),
        NumericColumn dates => WriteAsync(group, field, dates, value => DateTime.SpecifyKind(DateText.ToDateTime(value), DateTimeKind.Utc), cancellation),
        _ => group.WriteAsync(field, Texts((CategoricalColumn)column)),
    };

    private static Task WriteAsync<T>(
        ParquetRowGroupWriter group,
        DataField field,
        NumericColumn column,
        Func<double, T> convert,
        CancellationToken cancellation)
        where T : struct
    {
        var values = new T?[column.Length];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = double.IsNaN(column.Values[row]) ? null : convert(column.Values[row]);
        }

        return group.WriteAsync<T>(field, values, cancellationToken: cancellation);
    }

    private static string[] Texts(CategoricalColumn column) => Array.ConvertAll(column.Codes, code => code < 0 ? null! : column.Levels[code]);
}
