using Apache.Arrow;
using Apache.Arrow.Ipc;
using Table = MlWorkbench.Scoring.Data.Table;

namespace MlWorkbench.Engine.Datasets.Arrow;

/// <summary>Writes tables of equal columns as the record batches of one Arrow file. Equal contents give equal bytes.</summary>
internal sealed class ArrowTableWriter : IDisposable
{
    private readonly Schema _schema;
    private readonly ArrowFileWriter _writer;
    private readonly ArrowColumnWriter[] _columns;

    public ArrowTableWriter(Stream stream, IReadOnlyList<ArrowColumn> columns, int rows)
    {
        _schema = ArrowFormat.ToSchema(columns, rows);
        _columns = [.. columns.Select((column, index) => new ArrowColumnWriter(column, _schema.GetFieldByIndex(index).DataType))];
        _writer = new ArrowFileWriter(stream, _schema, leaveOpen: true, ArrowFormat.Options);
        _writer.WriteStart();
    }

    public void Write(Table batch) => Write(batch, 0, batch.RowCount);

    /// <summary>Writes <paramref name="count"/> rows of the table from <paramref name="start"/> on as one record batch.</summary>
    public void Write(Table table, int start, int count)
    {
        using var record = new RecordBatch(_schema, _columns.Select((column, index) => column.ToArray(table.Columns[index], start, count)), count);
        _writer.WriteRecordBatch(record);
    }

    public void Complete() => _writer.WriteEnd();

    public void Dispose() => _writer.Dispose();
}
