using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>
/// The columns of a table that does not fit into memory. They are filled from the table's batches and profiled column by column afterwards. Numbers are in a
/// file, piece after piece, without missing ones; levels are counted immediately. Texts without a dictionary are not included.
/// </summary>
/// <param name="claim">Receives the number of bytes to be added to the file.</param>
internal sealed class ColumnFile(string path, IReadOnlyList<ArrowColumn> columns, int rows, Action<long> claim) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
    private readonly List<(long Offset, int Count)>[] _pieces = [.. columns.Select(_ => new List<(long, int)>())];
    private readonly string[][] _levels = new string[columns.Count][];
    private readonly long[][] _counts = new long[columns.Count][];
    private double[] _present = [];
    private long _length;

    public IReadOnlyList<ArrowColumn> Columns => columns;

    public int Rows => rows;

    public bool Holds(int column) => columns[column].HasDictionary || columns[column].Type is ColumnType.Integer or ColumnType.Number or ColumnType.Date;

    /// <summary>Adds the next rows.</summary>
    public void Write(Table batch)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            switch (batch.Columns[i])
            {
                case NumericColumn numbers:
                    Write(i, numbers.Values);
                    break;
                case CategoricalColumn levels when Holds(i):
                    _levels[i] = levels.Levels;
                    CategoricalProfiler.Count(levels.Codes, _counts[i] ??= new long[levels.Levels.Length]);
                    break;
            }
        }
    }

    public ColumnProfile Profile(int column, ColumnSorter sorter)
    {
        var (name, type) = (columns[column].Name, columns[column].Type);
        if (columns[column].HasDictionary)
        {
            return CategoricalProfiler.Profile(name, type, rows, _levels[column], _counts[column]);
        }

        var sorted = sorter.Sort(_pieces[column].Sum(piece => piece.Count), values => Read(_pieces[column], values));
        return NumericProfiler.Profile(name, type, rows - sorted.Length, sorted);
    }

    public void Dispose() => _file.Dispose();

    private void Write(int column, ReadOnlySpan<double> values)
    {
        if (_present.Length < values.Length)
        {
            _present = GC.AllocateUninitializedArray<double>(values.Length);
        }

        var count = 0;
        foreach (var value in values)
        {
            _present[count] = value;
            count += double.IsNaN(value) ? 0 : 1;
        }

        if (count > 0)
        {
            claim((long)count * sizeof(double));
            RandomAccess.Write(_file, MemoryMarshal.AsBytes(_present.AsSpan(0, count)), _length);
            _pieces[column].Add((_length, count));
            _length += (long)count * sizeof(double);
        }
    }

    private void Read(List<(long Offset, int Count)> pieces, Span<double> values)
    {
        foreach (var (offset, count) in pieces)
        {
            Read(MemoryMarshal.AsBytes(values[..count]), offset);
            values = values[count..];
        }
    }

    private void Read(Span<byte> values, long offset)
    {
        while (values.Length > 0)
        {
            var read = RandomAccess.Read(_file, values, offset);
            if (read == 0)
            {
                throw new EndOfStreamException("The column file is incomplete.");
            }

            values = values[read..];
            offset += read;
        }
    }
}
