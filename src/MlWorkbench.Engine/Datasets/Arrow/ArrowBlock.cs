using System.Runtime.InteropServices;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Arrays;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using MlWorkbench.Scoring.Data;
using Column = MlWorkbench.Scoring.Data.Column;
using Table = MlWorkbench.Scoring.Data.Table;

namespace MlWorkbench.Engine.Datasets.Arrow;

/// <summary>A small table as an Arrow IPC stream of one record batch: 16 bytes an id, dictionaries for texts. It is compressed from 1,000 rows on.</summary>
/// <remarks>Values and validity of a column are never empty, because some readers cannot decompress empty buffers.</remarks>
public static class ArrowBlock
{
    private const string TypeKey = "mlworkbench.type";
    private const int GuidBytes = 16;

    /// <summary>Compression of fewer rows costs more time than it saves space.</summary>
    private const int FewestCompressedRows = 1_000;

    private static readonly IpcOptions Plain = new();
    private static readonly IpcOptions Compressed = new() { CompressionCodec = CompressionCodecType.Zstd, CompressionCodecFactory = ArrowFormat.Codecs };
    private static readonly FixedSizeBinaryType GuidType = new(GuidBytes);
    private static readonly TimestampType TimeType = new(TimeUnit.Microsecond, "UTC");
    private static readonly DictionaryType TextsType = new(Int32Type.Default, StringType.Default, ordered: false);

    public static byte[] Write(Table table)
    {
        var columns = table.Columns;
        var schema = new Schema(columns.Select(column => new Field(column.Name, TypeOf(column), nullable: true, new Dictionary<string, string> { [TypeKey] = $"{column.Type}" })), null);
        using var stream = new MemoryStream();
        using var record = new RecordBatch(schema, columns.Select(ToArray), table.RowCount);
        using (var writer = new ArrowStreamWriter(stream, schema, leaveOpen: true, table.RowCount < FewestCompressedRows ? Plain : Compressed))
        {
            writer.WriteRecordBatch(record);
            writer.WriteEnd();
        }

        return stream.ToArray();
    }

    /// <param name="wanted">Decides by name which columns are read.</param>
    public static Table Read(byte[] data, Func<string, bool> wanted)
    {
        using var reader = new ArrowStreamReader(data, ArrowFormat.Codecs);
        using var record = reader.ReadNextRecordBatch() ?? throw new InvalidDataException("The Arrow block has no record batch.");
        var columns = new List<Column>(record.ColumnCount);
        for (var i = 0; i < record.ColumnCount; i++)
        {
            var field = record.Schema.GetFieldByIndex(i);
            if (wanted(field.Name))
            {
                columns.Add(ToColumn(field, record.Column(i)));
            }
        }

        return new Table(columns);
    }

    private static IArrowType TypeOf(Column column) => column switch
    {
        NumericColumn { Type: ColumnType.Date } => TimeType,
        NumericColumn => DoubleType.Default,
        CategoricalColumn => TextsType,
        _ => GuidType,
    };

    private static IArrowArray ToArray(Column column)
    {
        var validity = Validity(column, out var missing);
        return column switch
        {
            NumericColumn { Type: ColumnType.Date } times => new TimestampArray(
                TimeType, Buffer<long>(System.Array.ConvertAll(times.Values, value => double.IsNaN(value) ? 0 : (long)Math.Round(value * 1e6))), validity, column.Length, missing, 0),
            NumericColumn numbers => new DoubleArray(Buffer<double>(numbers.Values), validity, column.Length, missing, 0),
            CategoricalColumn texts => new DictionaryArray(
                TextsType, new Int32Array(Buffer<int>(System.Array.ConvertAll(texts.Codes, code => Math.Max(0, code))), validity, column.Length, missing, 0), ToTexts(texts.Levels)),
            GuidColumn ids => new FixedSizeBinaryArray(new ArrayData(GuidType, column.Length, missing, 0, [validity, Buffer<Guid>(ids.Values)])),
            _ => throw new ArgumentException($"Column '{column.Name}' is of an unknown kind.", nameof(column)),
        };
    }

    private static StringArray ToTexts(string[] texts)
    {
        var offsets = new int[texts.Length + 1];
        for (var i = 0; i < texts.Length; i++)
        {
            offsets[i + 1] = checked(offsets[i] + Encoding.UTF8.GetByteCount(texts[i]));
        }

        var bytes = new byte[Math.Max(1, offsets[^1])];
        for (var i = 0; i < texts.Length; i++)
        {
            Encoding.UTF8.GetBytes(texts[i], bytes.AsSpan(offsets[i]));
        }

        var validity = new byte[(texts.Length / 8) + 1];
        System.Array.Fill(validity, byte.MaxValue);
        return new StringArray(texts.Length, Buffer<int>(offsets), new ArrowBuffer(bytes), new ArrowBuffer(validity), 0, 0);
    }

    private static ArrowBuffer Validity(Column column, out int missing)
    {
        var bits = new byte[(column.Length / 8) + 1];
        missing = 0;
        for (var row = 0; row < column.Length; row++)
        {
            if (column.IsMissing(row))
            {
                missing++;
            }
            else
            {
                bits[row >> 3] |= (byte)(1 << (row & 7));
            }
        }

        return new ArrowBuffer(bits);
    }

    private static ArrowBuffer Buffer<T>(T[] values)
        where T : struct => new(MemoryMarshal.AsBytes<T>(values).ToArray());

    private static Column ToColumn(Field field, IArrowArray array)
    {
        var type = Enum.Parse<ColumnType>(field.Metadata[TypeKey]);
        return array switch
        {
            TimestampArray times => new NumericColumn(field.Name, type, ToNumbers(times, times.Values, microseconds => microseconds / 1e6)),
            DoubleArray numbers => new NumericColumn(field.Name, type, ToNumbers(numbers, numbers.Values, number => number)),
            DictionaryArray texts => ToTexts(field.Name, type, (Int32Array)texts.Indices, (StringArray)texts.Dictionary),
            FixedSizeBinaryArray ids => new GuidColumn(field.Name, MemoryMarshal.Cast<byte, Guid>(ids.ValueBuffer.Span)[..ids.Length].ToArray()),
            _ => throw new InvalidDataException($"The column '{field.Name}' of the Arrow block is of an unknown kind."),
        };
    }

    private static double[] ToNumbers<T>(Apache.Arrow.Array array, ReadOnlySpan<T> values, Func<T, double> convert)
    {
        var numbers = new double[array.Length];
        for (var row = 0; row < numbers.Length; row++)
        {
            numbers[row] = array.IsNull(row) ? double.NaN : convert(values[row]);
        }

        return numbers;
    }

    private static CategoricalColumn ToTexts(string name, ColumnType type, Int32Array indices, StringArray dictionary)
    {
        var codes = indices.Values.ToArray();
        for (var row = 0; indices.NullCount > 0 && row < codes.Length; row++)
        {
            codes[row] = indices.IsNull(row) ? CategoricalColumn.Missing : codes[row];
        }

        var levels = new string[dictionary.Length];
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = dictionary.GetString(i);
        }

        return new CategoricalColumn(name, type, codes, levels);
    }
}
