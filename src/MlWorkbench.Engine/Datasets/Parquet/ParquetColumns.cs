using System.Globalization;
using System.Text;
using MlWorkbench.Engine.Datasets.Values;
using MlWorkbench.Scoring.Data;
using Parquet.Data;
using Parquet.Schema;

namespace MlWorkbench.Engine.Datasets.Parquet;

/// <summary>Supported types of Parquet columns and their conversion to table columns.</summary>
internal static class ParquetColumns
{
    /// <param name="columns">Columns of the file.</param>
    /// <exception cref="EngineException">The column has a type that a table cannot contain. The message reports its name and type.</exception>
    public static ParquetColumn Create(Field field, string name, MissingSpellings missing, int columns)
    {
        if (field is not DataField { IsArray: false } data)
        {
            throw Refuse(name, field.SchemaType switch
            {
                SchemaType.List => "lists",
                SchemaType.Map => "maps",
                SchemaType.Struct => "nested fields",
                _ => "repeated values",
            });
        }

        return data.ClrType switch
        {
            // A time of day is a whole number of fractions of a second.
            var type when type == typeof(int) && PartsOfSecond(data) is { } parts => Number<int>(data, name, missing, columns, value => value / parts),
            var type when type == typeof(long) && PartsOfSecond(data) is { } parts => Number<long>(data, name, missing, columns, value => value / parts),
            var type when type == typeof(bool) => new TypedParquetColumn<bool>(data, name, ColumnType.Boolean, missing, columns, null, Text),
            var type when type == typeof(sbyte) => Whole<sbyte>(data, name, missing, columns, value => value),
            var type when type == typeof(byte) => Whole<byte>(data, name, missing, columns, value => value),
            var type when type == typeof(short) => Whole<short>(data, name, missing, columns, value => value),
            var type when type == typeof(ushort) => Whole<ushort>(data, name, missing, columns, value => value),
            var type when type == typeof(int) => Whole<int>(data, name, missing, columns, value => value),
            var type when type == typeof(uint) => Whole<uint>(data, name, missing, columns, value => value),
            var type when type == typeof(long) => Whole<long>(data, name, missing, columns, value => value),
            var type when type == typeof(ulong) => Whole<ulong>(data, name, missing, columns, value => value),
            var type when type == typeof(float) => Number<float>(data, name, missing, columns, Widen),
            var type when type == typeof(double) => Number<double>(data, name, missing, columns, value => value),
            var type when type == typeof(decimal) => Number<decimal>(data, name, missing, columns, value => (double)value),
            var type when type == typeof(BigDecimal) => Number<BigDecimal>(data, name, missing, columns, value => double.Parse(value.ToString(), CultureInfo.InvariantCulture)),
            var type when type == typeof(DateTime) => new TypedParquetColumn<DateTime>(data, name, ColumnType.Date, missing, columns, DateText.ToUnixSeconds, Text),
            var type when type == typeof(DateOnly) => new TypedParquetColumn<DateOnly>(data, name, ColumnType.Date, missing, columns, value => DateText.ToUnixSeconds(value.ToDateTime(TimeOnly.MinValue)), Text),
            var type when type == typeof(TimeSpan) => Number<TimeSpan>(data, name, missing, columns, value => value.TotalSeconds),
            var type when type == typeof(TimeOnly) => Number<TimeOnly>(data, name, missing, columns, value => value.ToTimeSpan().TotalSeconds),
            var type when type == typeof(Guid) => new TypedParquetColumn<Guid>(data, name, ColumnType.Text, missing, columns, null, Text),
            var type when type == typeof(ReadOnlyMemory<char>) => new TypedParquetColumn<ReadOnlyMemory<char>>(data, name, ColumnType.Text, missing, columns, null, Utf8),
            _ => throw Refuse(name, "binary data"),
        };
    }

    private static double? PartsOfSecond(DataField field) => field.SchemaElement?.LogicalType?.TIME?.Unit switch
    {
        { MILLIS: not null } => 1e3,
        { MICROS: not null } => 1e6,
        { NANOS: not null } => 1e9,
        _ => null,
    };

    private static TypedParquetColumn<T> Whole<T>(DataField field, string name, MissingSpellings missing, int columns, Func<T, double> numberOf)
        where T : struct, IUtf8SpanFormattable => new(field, name, ColumnType.Integer, missing, columns, numberOf, Text);

    private static TypedParquetColumn<T> Number<T>(DataField field, string name, MissingSpellings missing, int columns, Func<T, double> numberOf)
        where T : struct => new(field, name, ColumnType.Number, missing, columns, numberOf, (value, ref buffer) => Text(numberOf(value), ref buffer));

    /// <summary>Formats a single with the digits that it shows: 0.1 stays 0.1.</summary>
    private static double Widen(float value)
    {
        Span<byte> digits = stackalloc byte[32];
        return float.IsFinite(value) && value.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture)
            ? double.Parse(digits[..length], CultureInfo.InvariantCulture)
            : value;
    }

    private static ReadOnlySpan<byte> Text(bool value, ref byte[] buffer) => value ? "true"u8 : "false"u8;

    private static ReadOnlySpan<byte> Text(DateTime value, ref byte[] buffer)
    {
        value.TryFormat(buffer, out var length, value.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);
        return buffer.AsSpan(0, length);
    }

    private static ReadOnlySpan<byte> Text<T>(T value, ref byte[] buffer)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(buffer, out var length, value is DateOnly ? "yyyy-MM-dd" : default, CultureInfo.InvariantCulture);
        return buffer.AsSpan(0, length);
    }

    private static ReadOnlySpan<byte> Utf8(ReadOnlyMemory<char> value, ref byte[] buffer)
    {
        if (Encoding.UTF8.GetMaxByteCount(value.Length) > buffer.Length)
        {
            buffer = new byte[Math.Max(2 * buffer.Length, Encoding.UTF8.GetMaxByteCount(value.Length))];
        }

        return buffer.AsSpan(0, Encoding.UTF8.GetBytes(value.Span, buffer));
    }

    private static EngineException Refuse(string name, string what) => new(
        "column_unsupported",
        $"The column '{name}' of the Parquet file contains {what}, which a table cell cannot hold. "
        + "Remove the column or convert it to columns of single values, and upload the file again.",
        column: name);
}
