using CsvHelper;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Writes tables as comma-separated UTF-8 text, batch by batch under one header. Missing values are empty.</summary>
public sealed class CsvTableWriter : IAsyncDisposable, IDisposable
{
    private readonly CsvWriter _writer;
    private bool _hasHeader;

    /// <param name="neutraliseFormulas">
    /// Whether to put an apostrophe before text that a spreadsheet would run as a formula. Numbers and dates do not change.
    /// </param>
    public CsvTableWriter(Stream stream, bool neutraliseFormulas = true) => _writer = CsvWriter.Create(
        stream,
        new CsvWriterOptions { NewLine = "\n", Injection = neutraliseFormulas ? CsvInjection.Escape : CsvInjection.None },
        leaveOpen: true);

    public async Task WriteAsync(Table batch, CancellationToken cancellation = default)
    {
        await WriteHeaderAsync(batch, cancellation);
        for (var row = 0; row < batch.RowCount; row++)
        {
            foreach (var column in batch.Columns)
            {
                WriteValue(column, row);
            }

            await _writer.EndRecordAsync(cancellation);
        }

        await _writer.FlushAsync(cancellation);
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    public void Dispose() => _writer.Dispose();

    private async Task WriteHeaderAsync(Table batch, CancellationToken cancellation)
    {
        if (_hasHeader)
        {
            return;
        }

        _hasHeader = true;
        foreach (var column in batch.Columns)
        {
            _writer.WriteField(column.Name);
        }

        await _writer.EndRecordAsync(cancellation);
    }

    private void WriteValue(Column column, int row)
    {
        if (column.IsMissing(row))
        {
            _writer.WriteField(ReadOnlySpan<char>.Empty);
            return;
        }

        switch (column)
        {
            case NumericColumn { Type: ColumnType.Integer } integers:
                _writer.WriteField((long)integers.Values[row], default);
                break;
            case NumericColumn { Type: ColumnType.Number } numbers:
                _writer.WriteField(numbers.Values[row], default);
                break;
            default:
                _writer.WriteField(column.TextAt(row));
                break;
        }
    }
}
