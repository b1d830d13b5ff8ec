using System.Runtime.InteropServices;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using MlWorkbench.Scoring.Data;
using Column = MlWorkbench.Scoring.Data.Column;
using Table = MlWorkbench.Scoring.Data.Table;

namespace MlWorkbench.Engine.Datasets.Arrow;

/// <summary>Writes tables of equal columns as the record batches of one Arrow file. The same content gives the same bytes.</summary>
/// <remarks>No buffer is left empty, not even the validity of complete columns: some readers cannot decompress nothing.</remarks>
internal sealed class ArrowTableWriter : IDisposable
{
    private const double MicrosecondsPerSecond = 1_000_000;

    private readonly IReadOnlyList<ArrowColumn> _columns;
    private readonly Schema _schema;
    private readonly ArrowFileWriter _writer;
    private readonly StringArray?[] _dictionaries;

    public ArrowTableWriter(Stream stream, IReadOnlyList<ArrowColumn> columns, int rows)
    {
        _columns = columns;
        _schema = ArrowFormat.ToSchema(columns, rows);
        _dictionaries = new StringArray?[columns.Count];
        _writer = new ArrowFileWriter(stream, _schema, leaveOpen: true, ArrowFormat.Options);
        _writer.WriteStart();
    }

    public void Write(Table batch)
    {
        var arrays = new IArrowArray[_columns.Count];
        for (var i = 0; i < arrays.Length; i++)
        {
            arrays[i] = ToArray(batch.Columns[i], i);
        }

        using var record = new RecordBatch(_schema, arrays, batch.RowCount);
        _writer.WriteRecordBatch(record);
    }

    public void Complete() => _writer.WriteEnd();

    public void Dispose() => _writer.Dispose();

    private IArrowArray ToArray(Column column, int index) => column switch
    {
        NumericColumn { Type: ColumnType.Number } numbers => ToDoubles(numbers.Values),
        NumericColumn { Type: ColumnType.Date } dates => ToTimestamps(dates.Values, (TimestampType)_schema.GetFieldByIndex(index).DataType),
        NumericColumn integers => ToIntegers(integers.Values),
        CategoricalColumn levels when _columns[index].HasDictionary => ToDictionary(levels, index),
        CategoricalColumn texts => ToStrings(texts.Levels, texts.Codes),
        _ => throw new ArgumentException($"Column '{column.Name}' is of an unknown kind.", nameof(column)),
    };

    private static DoubleArray ToDoubles(double[] values)
    {
        var validity = Validity(values, out var missing);
        var bytes = new byte[values.Length * sizeof(double)];
        var doubles = MemoryMarshal.Cast<byte, double>(bytes.AsSpan());
        for (var i = 0; i < values.Length; i++)
        {
            doubles[i] = double.IsNaN(values[i]) ? 0 : values[i];
        }

        return new DoubleArray(new ArrowBuffer(bytes), validity, values.Length, missing, 0);
    }

    private static Int64Array ToIntegers(double[] values)
    {
        var validity = Validity(values, out var missing);
        return new Int64Array(new ArrowBuffer(Whole(values, 1)), validity, values.Length, missing, 0);
    }

    private static TimestampArray ToTimestamps(double[] values, TimestampType type)
    {
        var validity = Validity(values, out var missing);
        return new TimestampArray(type, new ArrowBuffer(Whole(values, MicrosecondsPerSecond)), validity, values.Length, missing, 0);
    }

    private static byte[] Whole(double[] values, double scale)
    {
        var bytes = new byte[values.Length * sizeof(long)];
        var longs = MemoryMarshal.Cast<byte, long>(bytes.AsSpan());
        for (var i = 0; i < values.Length; i++)
        {
            longs[i] = double.IsNaN(values[i]) ? 0 : (long)Math.Round(values[i] * scale);
        }

        return bytes;
    }

    private DictionaryArray ToDictionary(CategoricalColumn column, int index)
    {
        var dictionary = _dictionaries[index] ??= ToStrings(column.Levels, [.. Enumerable.Range(0, column.Levels.Length)]);
        var validity = Validity(column.Codes, out var missing);
        var bytes = new byte[column.Codes.Length * sizeof(int)];
        var codes = MemoryMarshal.Cast<byte, int>(bytes.AsSpan());
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = Math.Max(0, column.Codes[i]);
        }

        var indices = new Int32Array(new ArrowBuffer(bytes), validity, codes.Length, missing, 0);
        return new DictionaryArray((DictionaryType)_schema.GetFieldByIndex(index).DataType, indices, dictionary);
    }

    private static StringArray ToStrings(string[] levels, int[] codes)
    {
        var validity = Validity(codes, out var missing);
        var utf8 = levels.Select(Encoding.UTF8.GetBytes).ToArray();
        var offsets = new byte[(codes.Length + 1) * sizeof(int)];
        var ends = MemoryMarshal.Cast<byte, int>(offsets.AsSpan());
        var length = 0;
        for (var i = 0; i < codes.Length; i++)
        {
            length = checked(length + (codes[i] < 0 ? 0 : utf8[codes[i]].Length));
            ends[i + 1] = length;
        }

        var text = new byte[Math.Max(1, length)];
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] >= 0)
            {
                utf8[codes[i]].CopyTo(text, ends[i]);
            }
        }

        return new StringArray(codes.Length, new ArrowBuffer(offsets), new ArrowBuffer(text), validity, missing, 0);
    }

    private static ArrowBuffer Validity(double[] values, out int missing)
    {
        var bits = new byte[(Math.Max(1, values.Length) + 7) / 8];
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

        return new ArrowBuffer(bits);
    }

    private static ArrowBuffer Validity(int[] codes, out int missing)
    {
        var bits = new byte[(Math.Max(1, codes.Length) + 7) / 8];
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

        return new ArrowBuffer(bits);
    }
}
