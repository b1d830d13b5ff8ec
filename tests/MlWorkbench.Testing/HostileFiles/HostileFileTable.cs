using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MlWorkbench.Testing.HostileFiles;

/// <summary>Files designed to stop, fill or crash a server that trusts them, and the code of each refusal.</summary>
public static class HostileFileTable
{
    private const string Cell = """<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>""";

    private static readonly byte[] Table = "a,b\n1,2\n3,4\n"u8.ToArray();

    private static readonly (string Name, string Code, Func<byte[]> Make)[] Files =
    [
        ("parquet: false number of values in the chunk", "file_damaged", () => new ForgedParquet { ChunkValues = 1L << 40 }.ToArray()),
        ("parquet: false number of values in the chunk and rows in the group", "row_group_too_large",
            () => new ForgedParquet { ChunkValues = 1L << 40, GroupRows = 1L << 40 }.ToArray()),
        ("parquet: negative number of rows", "row_group_too_large", () => new ForgedParquet { ChunkValues = -5, GroupRows = -5 }.ToArray()),
        ("parquet: rows without values", "file_damaged", () => new ForgedParquet { ChunkValues = 10_000_000, GroupRows = 10_000_000 }.ToArray()),
        ("parquet: false number of values in the page", "file_damaged", () => new ForgedParquet { PageValues = int.MaxValue }.ToArray()),
        ("parquet: negative number of values in the page", "file_damaged", () => new ForgedParquet { PageValues = -1 }.ToArray()),
        ("parquet: packed size beyond the file", "file_damaged", () => new ForgedParquet { PagePacked = int.MaxValue }.ToArray()),
        ("parquet: negative packed size", "file_damaged", () => new ForgedParquet { PagePacked = -1 }.ToArray()),
        ("parquet: false unpacked size", "row_group_too_large", () => new ForgedParquet { PageUnpacked = int.MaxValue, Codec = 1 }.ToArray()),
        ("parquet: negative unpacked size", "file_damaged", () => new ForgedParquet { PageUnpacked = int.MinValue, Codec = 2 }.ToArray()),
        ("parquet: Snappy data that claims gigabytes", "file_damaged",
            () => new ForgedParquet { Codec = 1, Data = [0xFF, 0xFF, 0xFF, 0xFF, 0x0F, .. new byte[795]] }.ToArray()),
        ("parquet: invalid gzip data", "file_damaged", () => new ForgedParquet { Codec = 2 }.ToArray()),
        ("parquet: invalid Brotli data", "file_damaged", () => new ForgedParquet { Codec = 4 }.ToArray()),
        ("parquet: invalid Zstandard data", "file_damaged", () => new ForgedParquet { Codec = 6 }.ToArray()),
        ("parquet: unknown compression", "file_damaged", () => new ForgedParquet { Codec = 99 }.ToArray()),
        ("parquet: unknown encoding", "file_damaged", () => new ForgedParquet { PageEncoding = 99 }.ToArray()),
        ("parquet: missing dictionary", "file_damaged", () => new ForgedParquet { PageEncoding = 8 }.ToArray()),
        ("parquet: invalid deltas", "file_damaged", () => new ForgedParquet { PageEncoding = 5, Data = [.. Enumerable.Repeat((byte)0xFF, 800)] }.ToArray()),
        ("parquet: chunk beyond the file", "file_damaged", () => new ForgedParquet { ChunkStart = 1L << 40 }.ToArray()),
        ("parquet: chunk before the file", "file_damaged", () => new ForgedParquet { ChunkStart = -1 }.ToArray()),
        ("parquet: false number of bytes in the chunk", "file_damaged", () => new ForgedParquet { ChunkBytes = long.MaxValue }.ToArray()),
        ("parquet: overlapping chunks", "file_damaged", () => new ForgedParquet { Groups = 1_000 }.ToArray()),
        ("parquet: deep footer", "file_damaged", () => new ForgedParquet { FooterDepth = 1_000_000 }.ToArray()),
        ("parquet: deep page header", "file_damaged", () => new ForgedParquet { PageDepth = 400_000 }.ToArray()),
        ("parquet: deep schema", "file_damaged", () => new ForgedParquet { SchemaDepth = 100_000 }.ToArray()),
        ("parquet: false number of children in the schema", "file_damaged", () => new ForgedParquet { SchemaChildren = int.MaxValue }.ToArray()),
        ("parquet: numbers instead of lists", "file_damaged",
            () => [.. "PAR1"u8, 0x16, 0xE8, 0x0C, 0x16, 0xE8, 0x0C, 0x26, 0x08, 0, 0, 0x16, 0xE8, 12, 0, 0, 0, .. "PAR1"u8]),
        ("parquet: false number of row groups", "file_damaged", () => new ForgedParquet { GroupsClaimed = int.MaxValue }.ToArray()),
        ("parquet: false length of a text", "file_damaged", () => new ForgedParquet { WriterLengthClaimed = int.MaxValue }.ToArray()),
        ("parquet: a million row groups", "too_many_row_groups", () => new ForgedParquet { EmptyGroups = 1_100_000 }.ToArray()),
        ("gzip", "file_not_text", () => Gzip(Table)),
        ("gzip: garbage after the end", "file_not_text", () => [.. Gzip(Table), 1, 2, 3]),
        ("gzip: many members", "file_not_text", () => [.. Enumerable.Repeat(Gzip(Table), 1_000).SelectMany(member => member)]),
        ("gzip: zeros only", "file_not_text", () => Gzip(new byte[100_000_000])),
        ("zip: not a workbook", "file_not_text", () => Zip(archive => ForgedWorkbook.Add(archive, "table.csv", "a,b\n1,2\n"))),
        ("zip: end without a directory", "file_damaged", () => [.. "PK\u0003\u0004"u8, .. new byte[100]]),
        ("zip: directory of many megabytes", "file_damaged", () => Zip(archive => AddEmpty(archive, 100_000))),
        ("zip: directory beyond the file", "file_damaged", () => Patch(new ForgedWorkbook().ToArray(), "PK\u0005\u0006"u8, 16, uint.MaxValue - 1)),
        ("zip: false size of a part", "file_damaged", () => Patch(new ForgedWorkbook().ToArray(), "PK\u0001\u0002"u8, 20, uint.MaxValue - 1)),
        ("zip: unknown compression", "file_damaged", () => Patch(new ForgedWorkbook().ToArray(), "PK\u0001\u0002"u8, 10, 99)),
        ("workbook: too many parts", "file_too_large", () => new ForgedWorkbook { More = archive => AddEmpty(archive, 1_001) }.ToArray()),
        ("workbook: two parts with the same name", "file_damaged",
            () => new ForgedWorkbook { More = archive => ForgedWorkbook.Add(archive, "xl/worksheets/SHEET1.xml", "<worksheet/>") }.ToArray()),
        ("workbook: unpacked size far above the file's size", "file_too_large",
            () => new ForgedWorkbook { More = archive => ForgedWorkbook.Add(archive, "xl/media/a.txt", new string('a', 80 << 20)) }.ToArray()),
        ("workbook: entities that expand", "file_damaged",
            () => new ForgedWorkbook { Prologue = """<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>""", Rows = Cell.Replace(">a<", ">&c;<", StringComparison.Ordinal) }.ToArray()),
        ("workbook: entity from a file", "file_damaged", () => new ForgedWorkbook { Prologue = """<!DOCTYPE a SYSTEM "file:///etc/passwd">""" }.ToArray()),
        ("workbook: deep elements", "file_damaged", () => new ForgedWorkbook { Epilogue = string.Concat(Enumerable.Repeat("<a>", 5_000_000)) }.ToArray()),
        ("workbook: one tag with many attributes", "file_damaged",
            () => new ForgedWorkbook { Epilogue = $"<a {string.Concat(Enumerable.Range(0, 500_000).Select(i => $"a{i}='' "))}/>" }.ToArray()),
        ("workbook: many attributes after a comment with a quote", "file_damaged",
            () => new ForgedWorkbook { Epilogue = $"<!--'--><a {string.Concat(Enumerable.Range(0, 500_000).Select(i => $"a{i}='' "))}/>" }.ToArray()),
        ("workbook: one long text", "file_damaged",
            () => new ForgedWorkbook { Rows = Cell.Replace(">a<", $">{new string('a', 20_000_000)}<", StringComparison.Ordinal) }.ToArray()),
        ("workbook: millions of merged cells", "file_damaged",
            () => new ForgedWorkbook { Epilogue = $"<mergeCells>{string.Concat(Enumerable.Repeat("<mergeCell ref=\"A1:B2\"/>", 1_500_000))}</mergeCells>" }.ToArray()),
        ("workbook: millions of styles", "file_damaged",
            () => new ForgedWorkbook { Styles = $"<cellXfs>{string.Concat(Enumerable.Repeat("<xf/>", 2_000_000))}</cellXfs>" }.ToArray()),
        ("workbook: in UTF-16", "file_damaged", () => new ForgedWorkbook { More = archive => AddUtf16(archive, "xl/more.xml") }.ToArray()),
        ("workbook: cell beyond the last column", "too_many_columns",
            () => new ForgedWorkbook { Rows = """<row r="1"><c r="ZZZZZ1"><v>1</v></c></row>""" }.ToArray()),
        ("workbook: column number above the integer range", "too_many_columns",
            () => new ForgedWorkbook { Rows = """<row r="1"><c r="ZZZZZZZZZZZZZZZ1"><v>1</v></c></row>""" }.ToArray()),
        ("workbook: largest possible row number", "too_many_cells",
            () => new ForgedWorkbook { Rows = Cell + """<row r="2147483647"><c r="A2147483647"><v>1</v></c></row>""" }.ToArray()),
        ("workbook: styled cells up to the last column in many rows", "too_many_cells",
            () => new ForgedWorkbook { Rows = Cell + string.Concat(Enumerable.Range(2, 100_000).Select(row => $"<row r=\"{row}\"><c r=\"XFD{row}\" s=\"0\"/></row>")) }.ToArray()),
        ("text: NUL in a cell", "file_not_text", () => "a,b\n1,\0\n"u8.ToArray()),
        ("text: NUL in a name", "file_not_text", () => "a,\0b\n1,2\n"u8.ToArray()),
        ("text: NUL far down", "nul_in_value", () => Encoding.ASCII.GetBytes("a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 100_000)) + "1,\0\n")),
        ("text: many columns and few rows", "too_many_columns", () => Encoding.ASCII.GetBytes(new string(',', 20_000) + "\n1\n")),
        ("text: unclosed quote", "unclosed_quote", () => Encoding.ASCII.GetBytes("a,b\n1,2\n3,\"" + new string('x', 17 << 20))),
    ];

    public static IEnumerable<string> Names => Files.Select(file => file.Name);

    public static HostileFile Get(string name)
    {
        var (_, code, make) = Files.Single(file => file.Name == name);
        return new HostileFile(name, code, make());
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Zip(Action<ZipArchive> fill)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            fill(archive);
        }

        return file.ToArray();
    }

    private static void AddEmpty(ZipArchive archive, int count)
    {
        for (var i = 0; i < count; i++)
        {
            archive.CreateEntry($"xl/media/{i}.bin");
        }
    }

    private static void AddUtf16(ZipArchive archive, string name)
    {
        using var entry = new StreamWriter(archive.CreateEntry(name).Open(), Encoding.Unicode);
        entry.Write("<a/>");
    }

    /// <summary>Writes a number into each record that starts with the signature.</summary>
    private static byte[] Patch(byte[] archive, ReadOnlySpan<byte> signature, int offset, uint value)
    {
        for (var at = archive.AsSpan().IndexOf(signature); at >= 0;)
        {
            if (offset == 10)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(archive.AsSpan(at + offset), (ushort)value);
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(archive.AsSpan(at + offset), value);
            }

            var next = archive.AsSpan(at + 4).IndexOf(signature);
            at = next < 0 ? -1 : at + 4 + next;
        }

        return archive;
    }
}
