using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace MlWorkbench.Engine.Datasets.Workbooks;

/// <summary>Finds formulas of a sheet without a value, because the program that wrote the workbook never calculated them.</summary>
internal static class UncalculatedFormulas
{
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true };

    /// <returns>No warning, or one.</returns>
    public static IEnumerable<ImportWarning> Find(string workbook, string sheet, CancellationToken cancellation)
    {
        using var archive = ZipFile.OpenRead(workbook);
        if (FindSheet(archive, sheet) is not { } part)
        {
            return [];
        }

        var (count, first) = Count(part, cancellation);
        return count == 0
            ? []
            : [new ImportWarning(
                "formulas_not_calculated",
                $"{count.ToString("N0", CultureInfo.InvariantCulture)} {(count == 1 ? "formula was never calculated and has no value, so it is" : "formulas were never calculated and have no value, so they are")} missing, first in cell {first}. "
                + "Open the workbook in a spreadsheet program, save it and upload it again.",
                count)];
    }

    private static (long Count, string? First) Count(ZipArchiveEntry part, CancellationToken cancellation)
    {
        var (count, first) = (0L, (string?)null);
        var (cell, isText, isFormula, hasValue) = ((string?)null, false, false, false);
        using var xml = XmlReader.Create(part.Open(), Settings);
        while (xml.Read())
        {
            switch (xml.NodeType, xml.LocalName)
            {
                case (XmlNodeType.Element, "c") when !xml.IsEmptyElement:
                    cancellation.ThrowIfCancellationRequested();
                    (cell, isText, isFormula, hasValue) = (xml.GetAttribute("r"), xml.GetAttribute("t") == "str", false, false);
                    break;
                case (XmlNodeType.Element, "f"):
                    isFormula = true;
                    break;
                case (XmlNodeType.Element, "v"):
                    // Some programs write an empty value for a formula that was not calculated. A formula of type text can return an empty value.
                    hasValue = isText || (!xml.IsEmptyElement && xml.Read() && xml.NodeType != XmlNodeType.EndElement);
                    break;
                case (XmlNodeType.EndElement, "c") when isFormula && !hasValue:
                    count++;
                    first ??= cell;
                    break;
                default:
                    break;
            }
        }

        return (count, first);
    }

    private static ZipArchiveEntry? FindSheet(ZipArchive archive, string sheet)
    {
        var id = Attribute(archive, "xl/workbook.xml", "sheet", xml => xml.GetAttribute("name") == sheet, xml => xml.GetAttribute("id", Relationships));
        var target = id is null ? null : Attribute(archive, "xl/_rels/workbook.xml.rels", "Relationship", xml => xml.GetAttribute("Id") == id, xml => xml.GetAttribute("Target"));
        return target is null ? null : archive.GetEntry(target.StartsWith('/') ? target[1..] : $"xl/{target}");
    }

    private static string? Attribute(ZipArchive archive, string part, string element, Predicate<XmlReader> isMeant, Func<XmlReader, string?> read)
    {
        if (archive.GetEntry(part) is not { } entry)
        {
            return null;
        }

        using var xml = XmlReader.Create(entry.Open(), Settings);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == element && isMeant(xml))
            {
                return read(xml);
            }
        }

        return null;
    }
}
