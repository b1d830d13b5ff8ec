using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Arrow;
using MlWorkbench.Engine.Datasets.Parquet;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Tests.Datasets;

/// <summary>Files of every kind, as other programs write them: DuckDB 1.5 (Parquet), ExcelJS 4.4 and SheetJS 0.18 (workbooks).</summary>
public sealed class TableFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlworkbench-files-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Read_WorkbookOfExcelJs_TakesTheFirstVisibleSheetWithItsDatesFormulasAndCodes()
    {
        var imported = await ReadAsync(Sample("exceljs.xlsx"));

        Assert.Equal((FileKind.Workbook, "Orders 2024", true), (imported.Format.Kind, imported.Format.Sheet, imported.Format.HasHeader));
        Assert.Equal(["Cover", "Orders 2024", "Prices"], imported.Format.Sheets);
        Assert.Equal(["sheet_assumed", "cells_merged", "lines_above_table", "leading_zeros"], imported.Codes());
        Assert.Equal(
            "id:Integer customer:Text when:Date at:Date amount:Number zip:Category paid:Boolean share:Number total:Number error:Integer",
            string.Join(' ', imported.Table.Columns.Select(column => $"{column.Name}:{column.Type}")));
        Assert.Equal(
            """7|.|2024-01-07|2024-01-07T12:30:15|2.3333333333333335|00077|FALSE|0.07|4.666666666666667|7""",
            Row(imported, 6));
        Assert.Equal("Zoë, \"5\"|.", $"{imported.Table["customer"].TextAt(4)}|{imported.Table["error"].TextAt(4) ?? "."}");
        Assert.Equal(30, imported.Table.RowCount);
    }

    [Fact]
    public async Task Read_WorkbookWithSheetGiven_ReadsThatSheet()
    {
        var imported = await ReadAsync(Sample("exceljs.xlsx"), new DatasetImportOptions { Sheet = "Prices" });

        Assert.Equal("a:Integer=1,2 b:Category=x,rich", imported.Show());
        Assert.Empty(imported.Warnings);
    }

    [Fact]
    public async Task Read_WorkbookOfSheetJs_IsRead() => Assert.Equal("a:Integer=1,2 b:Category=x,y", (await ReadAsync(Sample("sheetjs.xlsx"))).Show());

    [Fact]
    public async Task Read_WorkbookWithOddCells_KeepsWhatTheyHold()
    {
        var path = WriteWorkbook(
            """<row r="3"><c r="B3" t="inlineStr"><is><t>name</t></is></c><c r="C3" t="inlineStr"><is><t>since</t></is></c><c r="D3" t="inlineStr"><is><t>sum</t></is></c></row>"""
            + """<row r="4"><c r="B4" t="inlineStr"><is><t>=1+1 &lt;b&gt;</t></is></c><c r="C4" s="1"><v>1</v></c><c r="D4"><f>A1</f><v>1.1000000000000001</v></c></row>"""
            + """<row r="7"><c r="B7" t="str"><f>"x"</f><v>x, y</v></c><c r="C7" s="1"><v>366.5</v></c><c r="D7"><f>B2</f></c></row>""",
            """<workbookPr date1904="1"/>""");

        var imported = await ReadAsync(path, new DatasetImportOptions { HasHeader = true });

        Assert.Equal("name:Category==1+1 <b>,x, y since:Date=1904-01-02,1905-01-01T12:00:00 sum:Number=1.1,.", imported.Show());
        Assert.Contains("formulas_not_calculated", imported.Codes());
    }

    [Fact]
    public async Task Read_WorkbookWithFormulasThatWereNeverCalculated_SaysHowManyAndWhere()
    {
        var path = WriteWorkbook(
            """<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>"""
            + """<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>A2*2</f><v>2</v></c></row>"""
            + """<row r="3"><c r="A3"><v>2</v></c><c r="B3"><f>A3*2</f><v></v></c></row>"""
            + """<row r="4"><c r="A4"><v>3</v></c><c r="B4"><f>A4*2</f><v /></c></row>"""
            + """<row r="5"><c r="A5"><v>4</v></c><c r="B5" t="str"><f>""</f><v></v></c></row>""",
            "");

        var imported = await ReadAsync(path);

        Assert.Equal("a:Integer=1,2,3,4 b:Integer=2,.,.,.", imported.Show());
        var warning = Assert.Single(imported.Warnings);
        Assert.Equal(("formulas_not_calculated", 2L), (warning.Code, warning.Count));
        Assert.StartsWith("2 formulas were never calculated and have no value, so they are missing, first in cell B3.", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_WorkbookWithFarStyledCells_IsAsWideAsItsValues()
    {
        var header = """<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c><c r="XFD1" s="1"/></row>""";
        var rows = string.Concat(Enumerable.Range(2, 2_000).Select(row => $"""<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="XFD{row}" s="1"/></row>"""));

        var imported = await ReadAsync(WriteWorkbook(header + rows, ""));

        Assert.Equal(["a", "b"], imported.Columns.Select(column => column.Name));
        Assert.Equal((2_000, 2_000L), (imported.Table.RowCount, imported.Columns[1].Missing));
        Assert.Empty(imported.Warnings);
        Assert.InRange(new FileInfo(Path.Combine(_folder.FullName, "sheet.csv")).Length, 2_000, 20_000);
    }

    [Fact]
    public async Task Inspect_MoreCellsThanItsBytesAllow_IsRefused()
    {
        var wide = string.Join(',', Enumerable.Range(0, 1_000).Select(column => $"c{column}")) + "\n" + string.Concat(Enumerable.Repeat("1\n", 20_000));
        var path = Write("wide.csv", System.Text.Encoding.UTF8.GetBytes(wide));
        var room = new ImportRoom(_folder.FullName) { SmallTableCells = 1_000_000, CellsPerByte = 100 };

        var refused = await Assert.ThrowsAsync<EngineException>(() => TableFile.InspectAsync(path, room, DatasetImportOptions.Inferred, Cancellation));
        var read = await TableFile.InspectAsync(path, room with { SmallTableCells = 20_000_000 }, DatasetImportOptions.Inferred, Cancellation);

        Assert.Equal("too_many_cells", refused.Code);
        Assert.Contains("1,000 columns", refused.Message, StringComparison.Ordinal);
        Assert.Equal(20_000, read.RowCount);
    }

    [Fact]
    public async Task Inspect_ParquetOfMoreCellsThanItsBytesAllow_IsRefused()
    {
        var room = new ImportRoom(_folder.FullName) { SmallTableCells = 79_999, CellsPerByte = 0 };

        var refused = await Assert.ThrowsAsync<EngineException>(() => TableFile.InspectAsync(Sample("duckdb.parquet"), room, DatasetImportOptions.Inferred, Cancellation));

        Assert.Equal("too_many_cells", refused.Code);
    }

    [Fact]
    public async Task Read_GivenTypeThatACellBreaks_IsRefusedNamingTheSheet()
    {
        var options = new DatasetImportOptions
        {
            Sheet = "Orders 2024",
            Types = new Dictionary<string, ColumnType> { ["customer"] = ColumnType.Integer },
        };

        var refused = await Assert.ThrowsAsync<EngineException>(() => ReadAsync(Sample("exceljs.xlsx"), options));

        Assert.Equal(("value_breaks_type", 1L, "customer"), (refused.Code, refused.Row, refused.Column));
        Assert.StartsWith("Row 1 of the sheet 'Orders 2024', column 'customer'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ParquetOfDuckDb_TakesItsTypesAndValuesOver()
    {
        var imported = await ReadAsync(Sample("duckdb.parquet"));

        Assert.Equal(FileKind.Parquet, imported.Format.Kind);
        Assert.Equal(
            "n:Integer:Identifier x:Number:Feature f:Number:Feature price:Number:Feature huge:Number:Feature flag:Boolean:Feature city:Category:Feature note:Text:Feature zip:Category:Identifier "
            + "day:Date:Time at:Date:Time zoned:Date:Time clock:Number:Constant big:Category:Identifier small:Integer:Feature uid_text:Text:Feature",
            string.Join(' ', imported.Columns.Select(column => $"{column.Name}:{column.Type}:{column.Role}")));
        Assert.Equal(
            "4999|7498.5|624.875|6248.75|4999|false|level 4|a text of several words, number 4999|04999|2037-09-08|2024-09-24T19:00:00.25|2024-09-24T17:00:00|90|9007199254745992|199|00000000-0000-0000-0000-000000004999",
            Row(imported, 4999));
        Assert.Equal((".", 1667L), (imported.Table["x"].TextAt(3000) ?? ".", imported.Columns[1].Missing));
        var warning = Assert.Single(imported.Warnings);
        Assert.Equal(("numbers_too_large", 5000L, 1L, "big"), (warning.Code, warning.Count, warning.Row, warning.Column));
    }

    [Fact]
    public async Task Read_ParquetInSmallAndLargeBatches_GivesTheSameRows()
    {
        var whole = await ReadAsync(Sample("duckdb.parquet"));
        var reader = await TableFile.InspectAsync(Sample("duckdb.parquet"), new ImportRoom(_folder.FullName), DatasetImportOptions.Inferred, Cancellation);

        var row = 0;
        await foreach (var batch in reader.ReadBatchesAsync(700, Cancellation))
        {
            Assert.Equal(Math.Min(700, 5000 - row), batch.RowCount);
            Assert.All(batch.Columns, column => Assert.Equal(whole.Table[column.Name].TextAt(row), column.TextAt(0)));
            Assert.All(batch.Columns, column => Assert.Equal(whole.Table[column.Name].TextAt(row + batch.RowCount - 1), column.TextAt(batch.RowCount - 1)));
            row += batch.RowCount;
        }

        Assert.Equal(5000, row);
    }

    [Fact]
    public async Task Write_Parquet_IsReadBackAsTheSameTable()
    {
        var imported = Csv.Read("i,n,b,c,d,t\n" + string.Concat(Enumerable.Range(0, 70_000).Select(i => $"{(i % 9 == 0 ? "" : $"{i}")},{(i % 7 == 0 ? "" : $"{i}.5")},{(i % 2 == 0 ? "yes" : "no")},{(i % 5 == 0 ? "" : $"c{i % 3}")},{(i % 4 == 0 ? "" : $"2024-01-{1 + (i % 28):00}T10:11:12.123456Z")},some words of row {i}\n")));
        var (arrow, parquet) = (Path.Combine(_folder.FullName, "t.arrow"), Path.Combine(_folder.FullName, "t.parquet"));
        await using (var stream = File.Create(arrow))
        {
            ArrowTableFile.Write(stream, imported.Table, [.. imported.Columns.Select(column => column.Role)]);
        }

        await using (var stream = File.Create(parquet))
        {
            await ParquetTableWriter.WriteAsync(arrow, stream, Cancellation);
        }

        var back = await ReadAsync(parquet);
        Assert.Equal(imported.Columns, back.Columns);
        Assert.All(imported.Table.Columns, column => Assert.All(Enumerable.Range(0, 700).Select(i => i * 100), row => Assert.Equal(column.TextAt(row), back.Table[column.Name].TextAt(row))));
    }

    [Fact]
    public async Task Read_ParquetWithTypesGiven_ReadsThoseColumnsByTheirText()
    {
        var types = new Dictionary<string, ColumnType> { ["zip"] = ColumnType.Date, ["n"] = ColumnType.Category, ["small"] = ColumnType.Number, ["city"] = ColumnType.Text };

        var refused = await Assert.ThrowsAsync<EngineException>(() => ReadAsync(Sample("duckdb.parquet"), new DatasetImportOptions
        {
            Types = types,
        }));
        types.Remove("zip");
        var imported = await ReadAsync(Sample("duckdb.parquet"), new DatasetImportOptions
        {
            Types = types,
            Missing = ["level 4"],
        });

        Assert.Equal(("value_breaks_type", 1L, "zip"), (refused.Code, refused.Row, refused.Column));
        Assert.Equal("Category Number Text", $"{imported.Table["n"].Type} {imported.Table["small"].Type} {imported.Table["city"].Type}");
        Assert.Equal(1000, imported.Columns.Single(column => column.Name == "city").Missing);
    }

    [Theory]
    [InlineData("nested.parquet", "column_unsupported", "'items' of the Parquet file contains lists")]
    [InlineData("struct.parquet", "column_unsupported", "'place' of the Parquet file contains nested fields")]
    [InlineData("binary.parquet", "column_unsupported", "'picture' of the Parquet file contains binary data")]
    [InlineData("empty.parquet", "no_rows", "has columns but no rows")]
    [InlineData("old.xls", "file_not_text", "an Excel 97-2003 workbook (.xls)")]
    [InlineData("binary.xlsb", "file_not_text", "a binary Excel workbook (.xlsb)")]
    [InlineData("open.ods", "file_not_text", "an OpenDocument file")]
    public async Task Read_FileThatHoldsNoTable_IsRefusedByWhatItIs(string name, string code, string saying)
    {
        var refused = await Assert.ThrowsAsync<EngineException>(() => ReadAsync(Sample(name)));

        Assert.Equal(code, refused.Code);
        Assert.Contains(saying, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task Read_ParquetWhoseFooterLengthIsForged_IsRefusedAsDamaged(int length)
    {
        var bytes = await File.ReadAllBytesAsync(Sample("duckdb.parquet"), Cancellation);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(^8..), length);

        var refused = await Assert.ThrowsAsync<EngineException>(() => ReadAsync(Write("forged.parquet", bytes)));

        Assert.Equal("file_damaged", refused.Code);
    }

    [Fact]
    public async Task Read_DamagedFiles_AreRefusedAsDamagedOrStillRead()
    {
        var random = new Random(11);
        foreach (var name in (string[])["duckdb.parquet", "exceljs.xlsx"])
        {
            var whole = await File.ReadAllBytesAsync(Sample(name), Cancellation);
            for (var attempt = 0; attempt < 40; attempt++)
            {
                var bytes = attempt % 4 == 0 ? whole[..random.Next(5, whole.Length)] : [.. whole];
                for (var i = 0; i < 8 && attempt % 4 > 0; i++)
                {
                    bytes[random.Next(4, bytes.Length)] = (byte)random.Next(256);
                }

                var path = Write($"damaged-{attempt}", bytes);
                try
                {
                    await ReadAsync(path);
                }
                catch (EngineException refused)
                {
                    Assert.NotEmpty(refused.Message);
                }
            }
        }
    }

    [Fact]
    public async Task Read_WorkbookThatUnpacksToFarMore_IsRefused()
    {
        var path = WriteWorkbook("", "", archive =>
        {
            using var bomb = archive.CreateEntry("xl/media/bomb.bin", CompressionLevel.Optimal).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 80; i++)
            {
                bomb.Write(zeros);
            }
        });

        Assert.Equal("file_too_large", (await Assert.ThrowsAsync<EngineException>(() => ReadAsync(path))).Code);
    }

    [Fact]
    public async Task Read_WorkbookWithPassword_IsRefusedAsProtected()
    {
        var bytes = new byte[2048];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(bytes, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(48), 1);
        Encoding.Unicode.GetBytes("EncryptedPackage").CopyTo(bytes, 1024 + 128);

        Assert.Equal("file_encrypted", (await Assert.ThrowsAsync<EngineException>(() => ReadAsync(Write("secret.xlsx", bytes)))).Code);
    }

    [Theory]
    [InlineData("exceljs.xlsx", "Nope", "Its sheets are: 'Cover', 'Orders 2024', 'Prices'")]
    [InlineData("duckdb.parquet", "Prices", "is not a workbook")]
    public async Task Read_SheetThatIsNotThere_IsRefused(string name, string sheet, string saying)
    {
        var refused = await Assert.ThrowsAsync<EngineException>(() => ReadAsync(Sample(name), new DatasetImportOptions
        {
            Sheet = sheet,
        }));

        Assert.Equal("unknown_sheet", refused.Code);
        Assert.Contains(saying, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_TextUnderAnotherName_IsReadAsText() => Assert.Equal("a:Integer=1 b:Category=x", (await ReadAsync(Write("table.xlsx", "a,b\n1,x\n"u8.ToArray()))).Show());

    private static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "TestData", "Files", name);

    private static string Row(ImportedTable imported, int row) => string.Join('|', imported.Table.Columns.Select(column => column.TextAt(row) ?? "."));

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>The smallest valid workbook: one sheet, whose style 1 is a date.</summary>
    private string WriteWorkbook(string rows, string properties, Action<ZipArchive>? more = null)
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string Packages = "http://schemas.openxmlformats.org/package/2006/relationships";
        var path = Path.Combine(_folder.FullName, "made.xlsx");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Add("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>""");
        Add("_rels/.rels", $"""<Relationships xmlns="{Packages}"><Relationship Id="r1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Add("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relations}">{properties}<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>""");
        Add("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{Packages}"><Relationship Id="r1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{Relations}/styles" Target="styles.xml"/></Relationships>""");
        Add("xl/styles.xml", $"""<styleSheet xmlns="{Main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>""");
        Add("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="{Main}"><sheetData>{rows}</sheetData></worksheet>""");
        more?.Invoke(archive);
        return path;

        void Add(string name, string xml)
        {
            using var entry = new StreamWriter(archive.CreateEntry(name).Open());
            entry.Write(xml);
        }
    }

    private async Task<ImportedTable> ReadAsync(string path, DatasetImportOptions? options = null)
    {
        var reader = await TableFile.InspectAsync(path, new ImportRoom(_folder.FullName), options ?? DatasetImportOptions.Inferred, Cancellation);
        var table = await reader.ReadBatchesAsync(reader.RowCount, Cancellation).SingleAsync(Cancellation);
        return new ImportedTable(table, [.. reader.Columns.Select(column => column.Role)], reader.Format, reader.Warnings);
    }
}
