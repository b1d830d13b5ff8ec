using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>
/// The columns of a table that does not fit into memory, each in one piece of a file: filled while the table's batches come by, read column by column afterwards.
/// Texts without a dictionary are left out.
/// </summary>
internal sealed class ColumnFile(string path, IReadOnlyList<ArrowColumn> columns, int rows) : IDisposable
{
    private const int CodesAtOnce = 65_536;

    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
    private readonly string[][] _levels = new string[columns.Count][];
    private int _filled;

    public IReadOnlyList<ArrowColumn> Columns => columns;

    public int Rows => rows;

    public bool Holds(int column) => columns[column].HasDictionary || columns[column].Type is ColumnType.Integer or ColumnType.Number or ColumnType.Date;

    /// <summary>Takes the next rows.</summary>
    public void Write(Table batch)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            switch (batch.Columns[i])
            {
                case NumericColumn numbers:
                    RandomAccess.Write(_file, MemoryMarshal.AsBytes(numbers.Values.AsSpan()), Start(i) + ((long)_filled * sizeof(double)));
                    break;
                case CategoricalColumn levels when Holds(i):
                    _levels[i] = levels.Levels;
                    RandomAccess.Write(_file, MemoryMarshal.AsBytes(levels.Codes.AsSpan()), Start(i) + ((long)_filled * sizeof(int)));
                    break;
            }
        }

        _filled += batch.RowCount;
    }

    public ColumnProfile Profile(int column, ColumnSorter sorter)
    {
        var (name, type) = (columns[column].Name, columns[column].Type);
        if (columns[column].HasDictionary)
        {
            return CategoricalProfiler.Profile(name, type, rows, _levels[column], Count(column));
        }

        var sorted = sorter.Sort(rows, values => Read(MemoryMarshal.AsBytes(values), Start(column)));
        return NumericProfiler.Profile(name, type, rows - sorted.Length, sorted);
    }

    public void Dispose() => _file.Dispose();

    private long Start(int column) => (long)column * rows * sizeof(double);

    private long[] Count(int column)
    {
        var counts = new long[_levels[column].Length];
        var codes = new int[Math.Min(rows, CodesAtOnce)];
        for (var row = 0; row < rows; row += codes.Length)
        {
            var part = codes.AsSpan(0, Math.Min(codes.Length, rows - row));
            Read(MemoryMarshal.AsBytes(part), Start(column) + ((long)row * sizeof(int)));
            CategoricalProfiler.Count(part, counts);
        }

        return counts;
    }

    private void Read(Span<byte> values, long offset)
    {
        while (values.Length > 0)
        {
            var read = RandomAccess.Read(_file, values, offset);
            if (read == 0)
            {
                throw new EndOfStreamException("The file of columns was not written to its end.");
            }

            values = values[read..];
            offset += read;
        }
    }
}
