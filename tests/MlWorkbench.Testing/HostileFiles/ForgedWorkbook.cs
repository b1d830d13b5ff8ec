using System.IO.Compression;

namespace MlWorkbench.Testing.HostileFiles;

/// <summary>The smallest valid workbook. Each property adds content that no program writes.</summary>
public sealed record ForgedWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <summary>XML before the root of the sheet.</summary>
    public string Prologue { get; init; } = "";

    public string Rows { get; init; } = """<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>""";

    /// <summary>XML after the rows of the sheet.</summary>
    public string Epilogue { get; init; } = "";

    public string Texts { get; init; } = "";

    public string Styles { get; init; } = """<cellXfs count="1"><xf numFmtId="0"/></cellXfs>""";

    public string SheetName { get; init; } = "S";

    public Action<ZipArchive>? More { get; init; }

    public byte[] ToArray()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>""");
            Add(archive, "_rels/.rels", $"""<Relationships xmlns="{Packages}"><Relationship Id="r1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Add(archive, "xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="{SheetName}" sheetId="1" r:id="r1"/></sheets></workbook>""");
            Add(archive, "xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{Packages}"><Relationship Id="r1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{Relations}/styles" Target="styles.xml"/><Relationship Id="r3" Type="{Relations}/sharedStrings" Target="other.xml"/></Relationships>""");
            Add(archive, "xl/styles.xml", $"""<styleSheet xmlns="{Main}">{Styles}</styleSheet>""");
            Add(archive, "xl/other.xml", $"""<sst xmlns="{Main}">{Texts}</sst>""");
            Add(archive, "xl/worksheets/sheet1.xml", $"""{Prologue}<worksheet xmlns="{Main}"><sheetData>{Rows}</sheetData>{Epilogue}</worksheet>""");
            More?.Invoke(archive);
        }

        return file.ToArray();
    }

    public static void Add(ZipArchive archive, string name, string xml)
    {
        using var entry = new StreamWriter(archive.CreateEntry(name).Open());
        entry.Write(xml);
    }
}
