using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>
/// The columns of a table that does not fit into memory. They are filled from the table's batches and profiled column by column afterwards. Numbers and texts
/// are in a file, piece after piece, without missing ones; levels that the whole file shares are counted immediately.
/// </summary>
/// <param name="claim">Receives the number of bytes to be added to the file.</param>
internal sealed class ColumnFile(string path, IReadOnlyList<ArrowColumn> columns, int rows, Action<long> claim) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
    private readonly List<ColumnPiece>[] _pieces = [.. columns.Select(_ => new List<ColumnPiece>())];
    private readonly CategoricalColumn[] _levels = new CategoricalColumn[columns.Count];
    private readonly long[][] _counts = new long[columns.Count][];
    private byte[] _buffer = [];
    private long _length;

    public IReadOnlyList<ArrowColumn> Columns => columns;

    public int Rows => rows;

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
                case CategoricalColumn levels when columns[i].HasDictionary:
                    _levels[i] = levels;
                    CategoricalProfiler.Count(levels, _counts[i] ??= CategoricalProfiler.EmptyCounts(levels));
                    break;
                case Utf8Column { Utf8: { } levels } texts:
                    Write(i, levels, texts.Codes);
                    break;
                default:
                    throw new ArgumentException($"Column '{columns[i].Name}' is of an unknown kind.", nameof(batch));
            }
        }
    }

    public ColumnProfile Profile(int column, ColumnSorter sorter, TextCounter counter)
    {
        var (name, type) = (columns[column].Name, columns[column].Type);
        if (columns[column].HasDictionary)
        {
            return CategoricalProfiler.Profile(_levels[column], rows, _counts[column]);
        }

        if (type is ColumnType.Integer or ColumnType.Number or ColumnType.Date)
        {
            var sorted = sorter.Sort(_pieces[column].Sum(piece => piece.Values), values => Read(_pieces[column], MemoryMarshal.AsBytes(values)));
            return NumericProfiler.Profile(name, type, rows - sorted.Length, sorted);
        }

        return counter.Count(_pieces[column], Read).ToProfile(name, type, rows);
    }

    public void Dispose() => _file.Dispose();

    private void Write(int column, ReadOnlySpan<double> values)
    {
        var present = MemoryMarshal.Cast<byte, double>(Reserve(values.Length * sizeof(double)));
        var count = 0;
        foreach (var value in values)
        {
            present[count] = value;
            count += double.IsNaN(value) ? 0 : 1;
        }

        Append(column, count, count * sizeof(double));
    }

    private void Write(int column, Utf8Levels levels, ReadOnlySpan<int> codes)
    {
        var length = TextPiece.LengthOf(levels);
        new TextPiece(Reserve(length), levels.Count).Fill(levels, codes);
        Append(column, levels.Count, length);
    }

    private Span<byte> Reserve(int length)
    {
        if (_buffer.Length < length)
        {
            _buffer = GC.AllocateUninitializedArray<byte>(length);
        }

        return _buffer.AsSpan(0, length);
    }

    private void Append(int column, int values, int bytes)
    {
        if (values > 0)
        {
            claim(bytes);
            RandomAccess.Write(_file, _buffer.AsSpan(0, bytes), _length);
            _pieces[column].Add(new ColumnPiece(_length, values, bytes));
            _length += bytes;
        }
    }

    private void Read(List<ColumnPiece> pieces, Span<byte> target)
    {
        foreach (var piece in pieces)
        {
            Read(piece, target[..piece.Bytes]);
            target = target[piece.Bytes..];
        }
    }

    private void Read(ColumnPiece piece, Span<byte> target)
    {
        var offset = piece.Offset;
        while (target.Length > 0)
        {
            var read = RandomAccess.Read(_file, target, offset);
            if (read == 0)
            {
                throw new EndOfStreamException("The column file is incomplete.");
            }

            target = target[read..];
            offset += read;
        }
    }
}
