using System.Runtime.CompilerServices;
using CsvHelper;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>The values of some rows in one reusable buffer, so that columns can be processed in parallel while the next rows are read.</summary>
internal sealed class RowBlock(int columns)
{
    /// <summary>About the size that stays in a processor's cache while all columns are processed.</summary>
    private const int Cells = 1 << 16;

    private const int FullBytes = 1 << 20;

    private readonly int _capacity = Math.Max(1, Cells / columns);
    private readonly int[] _ends = new int[(Math.Max(1, Cells / columns) * columns) + 1];
    private byte[] _bytes = new byte[FullBytes];
    private int _cells;

    public int Rows => _cells / columns;

    public bool IsFull => Rows == _capacity || _ends[_cells] >= FullBytes;

    public ReadOnlySpan<byte> this[int row, int column]
    {
        get
        {
            var cell = (row * columns) + column;
            var start = _ends[cell];
            return _bytes.AsSpan(start, _ends[cell + 1] - start);
        }
    }

    /// <summary>Position of the first NUL, which text cannot contain. Null if there is none.</summary>
    public (int Row, int Column)? FindNul()
    {
        var start = _ends[0];
        var at = _bytes.AsSpan(start, _ends[_cells] - start).IndexOf((byte)0);
        if (at < 0)
        {
            return null;
        }

        var cell = 0;
        while (_ends[cell + 1] <= start + at)
        {
            cell++;
        }

        return (cell / columns, cell % columns);
    }

    public void Clear() => _cells = 0;

    /// <summary>Copies the reader's row. Values that it lacks are empty.</summary>
    [MethodImpl(Compilation.AtOnce)]
    public void Add(CsvReader reader)
    {
        var end = _ends[_cells];
        for (var i = 0; i < columns; i++)
        {
            var value = reader.GetSpan(i);
            if (end + value.Length > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, end + value.Length));
            }

            value.CopyTo(_bytes.AsSpan(end));
            end += value.Length;
            _ends[++_cells] = end;
        }
    }
}
