using System.Runtime.InteropServices;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Types;
using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Scoring.Data;
using Column = MlWorkbench.Scoring.Data.Column;

namespace MlWorkbench.Engine.Datasets.Arrow;

/// <summary>Creates the arrays of one column's record batches, in memory that the next batch reuses.</summary>
/// <remarks>No buffer is empty, not even the validity of complete columns, because some readers cannot decompress empty buffers.</remarks>
internal sealed class ArrowColumnWriter(ArrowColumn column, IArrowType type)
{
    private const double MicrosecondsPerSecond = 1_000_000;

    private byte[] _values = [];
    private byte[] _validity = [];
    private byte[] _text = [];
    private StringArray? _dictionary;

    /// <summary>The array of <paramref name="count"/> rows from <paramref name="start"/> on, valid until the next call.</summary>
    public IArrowArray ToArray(Column values, int start, int count) => values switch
    {
        NumericColumn { Type: ColumnType.Number } numbers => ToDoubles(numbers.Values.AsSpan(start, count)),
        NumericColumn { Type: ColumnType.Date } dates => ToTimestamps(dates.Values.AsSpan(start, count)),
        NumericColumn integers => ToIntegers(integers.Values.AsSpan(start, count)),
        Utf8Column { Utf8: { } levels } texts when column.HasDictionary => ToDictionary(texts.Codes.AsSpan(start, count), _dictionary ??= ToDictionary(levels)),
        Utf8Column { Utf8: { } levels } texts => ToStrings(texts.Codes.AsSpan(start, count), levels),
        CategoricalColumn texts when column.HasDictionary => ToDictionary(texts.Codes.AsSpan(start, count), _dictionary ??= ToDictionary(texts.Levels)),
        CategoricalColumn texts => ToStrings(texts.Codes.AsSpan(start, count), texts.Levels),
        _ => throw new ArgumentException($"Column '{values.Name}' is of an unknown kind.", nameof(values)),
    };

    private DoubleArray ToDoubles(ReadOnlySpan<double> values)
    {
        var validity = Validity(values, out var missing);
        var buffer = Reserve(ref _values, values.Length * sizeof(double));
        var doubles = MemoryMarshal.Cast<byte, double>(buffer.Span);
        for (var i = 0; i < values.Length; i++)
        {
            doubles[i] = double.IsNaN(values[i]) ? 0 : values[i];
        }

        return new DoubleArray(new ArrowBuffer(buffer), validity, values.Length, missing, 0);
    }

    private Int64Array ToIntegers(ReadOnlySpan<double> values)
    {
        var validity = Validity(values, out var missing);
        return new Int64Array(Whole(values, 1), validity, values.Length, missing, 0);
    }

    private TimestampArray ToTimestamps(ReadOnlySpan<double> values)
    {
        var validity = Validity(values, out var missing);
        return new TimestampArray((TimestampType)type, Whole(values, MicrosecondsPerSecond), validity, values.Length, missing, 0);
    }

    private ArrowBuffer Whole(ReadOnlySpan<double> values, double scale)
    {
        var buffer = Reserve(ref _values, values.Length * sizeof(long));
        var longs = MemoryMarshal.Cast<byte, long>(buffer.Span);
        for (var i = 0; i < values.Length; i++)
        {
            longs[i] = double.IsNaN(values[i]) ? 0 : (long)Math.Round(values[i] * scale);
        }

        return new ArrowBuffer(buffer);
    }

    private StringArray ToDictionary(string[] levels) => new ArrowColumnWriter(column, StringType.Default).ToStrings([.. Enumerable.Range(0, levels.Length)], levels);

    private StringArray ToDictionary(Utf8Levels levels) => new ArrowColumnWriter(column, StringType.Default).ToStrings([.. Enumerable.Range(0, levels.Count)], levels);

    private DictionaryArray ToDictionary(ReadOnlySpan<int> codes, StringArray dictionary)
    {
        var validity = Validity(codes, out var missing);
        var buffer = Reserve(ref _values, codes.Length * sizeof(int));
        var indices = MemoryMarshal.Cast<byte, int>(buffer.Span);
        for (var i = 0; i < codes.Length; i++)
        {
            indices[i] = Math.Max(0, codes[i]);
        }

        return new DictionaryArray((DictionaryType)type, new Int32Array(new ArrowBuffer(buffer), validity, codes.Length, missing, 0), dictionary);
    }

    private StringArray ToStrings(ReadOnlySpan<int> codes, string[] levels)
    {
        var offsets = ReserveOffsets(codes.Length, out var ends);
        for (var i = 0; i < codes.Length; i++)
        {
            ends[i + 1] = checked(ends[i] + (codes[i] < 0 ? 0 : Encoding.UTF8.GetByteCount(levels[codes[i]])));
        }

        var text = ReserveText(ends[^1]);
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] >= 0)
            {
                Encoding.UTF8.GetBytes(levels[codes[i]], text.Span[ends[i]..]);
            }
        }

        return ToStrings(codes, offsets, text);
    }

    private StringArray ToStrings(ReadOnlySpan<int> codes, Utf8Levels levels)
    {
        var offsets = ReserveOffsets(codes.Length, out var ends);
        for (var i = 0; i < codes.Length; i++)
        {
            ends[i + 1] = checked(ends[i] + (codes[i] < 0 ? 0 : levels[codes[i]].Length));
        }

        var text = ReserveText(ends[^1]);
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] >= 0)
            {
                levels[codes[i]].CopyTo(text.Span[ends[i]..]);
            }
        }

        return ToStrings(codes, offsets, text);
    }

    private StringArray ToStrings(ReadOnlySpan<int> codes, Memory<byte> offsets, Memory<byte> text)
    {
        var validity = Validity(codes, out var missing);
        return new StringArray(codes.Length, new ArrowBuffer(offsets), new ArrowBuffer(text), validity, missing, 0);
    }

    private Memory<byte> ReserveOffsets(int count, out Span<int> ends)
    {
        var offsets = Reserve(ref _values, (count + 1) * sizeof(int));
        ends = MemoryMarshal.Cast<byte, int>(offsets.Span);
        ends[0] = 0;
        return offsets;
    }

    private Memory<byte> ReserveText(int length) => length == 0 ? new byte[1] : Reserve(ref _text, length);

    private ArrowBuffer Validity(ReadOnlySpan<double> values, out int missing)
    {
        var buffer = ReserveBits(values.Length);
        var bits = buffer.Span;
        missing = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                missing++;
            }
            else
            {
                bits[i >> 3] |= (byte)(1 << (i & 7));
            }
        }

        return new ArrowBuffer(buffer);
    }

    private ArrowBuffer Validity(ReadOnlySpan<int> codes, out int missing)
    {
        var buffer = ReserveBits(codes.Length);
        var bits = buffer.Span;
        missing = 0;
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] < 0)
            {
                missing++;
            }
            else
            {
                bits[i >> 3] |= (byte)(1 << (i & 7));
            }
        }

        return new ArrowBuffer(buffer);
    }

    private Memory<byte> ReserveBits(int count)
    {
        var bits = Reserve(ref _validity, (Math.Max(1, count) + 7) / 8);
        bits.Span.Clear();
        return bits;
    }

    private static Memory<byte> Reserve(ref byte[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new byte[length];
        }

        return buffer.AsMemory(0, length);
    }
}
