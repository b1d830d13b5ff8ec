using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Datasets.Arrow;

/// <summary>Representation of column types and roles in an Arrow schema, which describes the file completely.</summary>
internal static class ArrowFormat
{
    private const string TypeKey = "mlworkbench.type";
    private const string RoleKey = "mlworkbench.role";
    private const string RowsKey = "mlworkbench.rows";
    private const string BatchRowsKey = "mlworkbench.batchRows";
    private const int LargestBatchRows = 16_384;
    private const int SmallestBatchRows = 64;
    private const int LargestBatchCells = 512 * 1024;

    public static CompressionCodecFactory Codecs { get; } = new();

    public static IpcOptions Options { get; } = new() { CompressionCodec = CompressionCodecType.Lz4Frame, CompressionCodecFactory = Codecs };

    /// <summary>
    /// Rows per record batch. The number is small, because a page of rows decompresses one batch. Wide tables have fewer rows, to limit memory.
    /// </summary>
    public static int BatchRows(int columns) => Math.Clamp(LargestBatchCells / Math.Max(1, columns), SmallestBatchRows, LargestBatchRows);

    public static Schema ToSchema(IReadOnlyList<ArrowColumn> columns, int rows) => new(
        columns.Select(ToField),
        new Dictionary<string, string> { [RowsKey] = Text(rows), [BatchRowsKey] = Text(BatchRows(columns.Count)) });

    public static ArrowFileInfo ToInfo(Schema schema)
    {
        if (!schema.HasMetadata || !schema.Metadata.TryGetValue(RowsKey, out var rows) || !schema.Metadata.TryGetValue(BatchRowsKey, out var batchRows))
        {
            throw new InvalidDataException("The Arrow file was not written by the workbench.");
        }

        return new ArrowFileInfo([.. schema.FieldsList.Select(ToColumn)], Number(rows), Number(batchRows));
    }

    private static Field ToField(ArrowColumn column)
    {
        IArrowType type = column.Type switch
        {
            ColumnType.Integer => Int64Type.Default,
            ColumnType.Number => DoubleType.Default,
            ColumnType.Date => new TimestampType(TimeUnit.Microsecond, "UTC"),
            _ when column.HasDictionary => new DictionaryType(Int32Type.Default, StringType.Default, ordered: false),
            _ => StringType.Default,
        };
        return new Field(column.Name, type, nullable: true, new Dictionary<string, string>
        {
            [TypeKey] = column.Type.ToString(),
            [RoleKey] = column.Role.ToString(),
        });
    }

    private static ArrowColumn ToColumn(Field field) => new(
        field.Name,
        Enum.Parse<ColumnType>(field.Metadata[TypeKey]),
        Enum.Parse<ColumnRole>(field.Metadata[RoleKey]),
        field.DataType is DictionaryType);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
