using System.Runtime.CompilerServices;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Parquet;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Derivations;

/// <summary>A table derived from stored tables. It stores only the numbers of its rows, and reads the rows on request.</summary>
public sealed class DerivedTable
{
    private const int MostBatchRows = 65_536;
    private const int FewestBatchRows = 256;
    private const int BatchCells = 4_000_000;

    private readonly string _file;
    private readonly int[] _rows;
    private readonly Lookup? _lookup;

    private DerivedTable(string file, int[] rows, Lookup? lookup, IReadOnlyList<(string Name, ColumnType Type)> columns)
    {
        _file = file;
        _rows = rows;
        _lookup = lookup;
        Columns = columns;
    }

    public int Rows => _rows.Length;

    public IReadOnlyList<(string Name, ColumnType Type)> Columns { get; }

    /// <param name="otherFile">The second table of the join, if there is one.</param>
    /// <exception cref="EngineException">The derivation refers to an unknown column, or cannot be applied.</exception>
    public static async Task<DerivedTable> CreateAsync(string file, string? otherFile, Derivation derivation, CancellationToken cancellation = default)
    {
        var info = await ArrowTableFile.ReadInfoAsync(file, cancellation);
        var lookup = derivation.Join is { } join ? await Lookup.CreateAsync(file, info, otherFile!, join, cancellation) : null;
        var rows = await SelectedRows.FindAsync(file, info, lookup, derivation, cancellation);
        return new DerivedTable(file, rows, lookup, [.. info.Columns.Select(column => (column.Name, column.Type)), .. lookup?.Columns ?? []]);
    }

    public async Task<Table> ReadAsync(int offset, int count, CancellationToken cancellation = default)
    {
        var rows = _rows.AsSpan(Math.Min(offset, _rows.Length), Math.Clamp(_rows.Length - offset, 0, count)).ToArray();
        var own = await ArrowTableFile.ReadRowsAsync(_file, rows, cancellation: cancellation);
        return _lookup is null ? own : new Table([.. own.Columns, .. await _lookup.ReadAsync(rows, cancellation)]);
    }

    /// <summary>Writes the table as Parquet, batch by batch. A value remains a value, regardless of its spelling.</summary>
    public Task WriteParquetAsync(Stream target, CancellationToken cancellation = default) => ParquetTableWriter.WriteAsync(Columns, ReadBatchesAsync(cancellation), target, cancellation);

    private async IAsyncEnumerable<Table> ReadBatchesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var batchRows = Math.Clamp(BatchCells / Columns.Count, FewestBatchRows, MostBatchRows);
        for (var offset = 0; offset < Rows; offset += batchRows)
        {
            yield return await ReadAsync(offset, batchRows, cancellation);
        }
    }
}
