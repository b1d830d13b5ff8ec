using System.Text;

namespace MlWorkbench.Engine.Datasets.Text;

/// <summary>Detects files that are not text tables by their first bytes, regardless of their names.</summary>
internal static class FileSignatures
{
    private static readonly (byte[] Start, string Name)[] Binary =
    [
        ([0x50, 0x4B, 0x03, 0x04], "an Excel workbook or another ZIP archive"),
        ([0x50, 0x4B, 0x05, 0x06], "an empty ZIP archive"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an Excel 97-2003 workbook or another Office document"),
        ([0x1F, 0x8B], "a gzip archive"),
        ("BZh"u8.ToArray(), "a bzip2 archive"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a zstd archive"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"),
        ("Rar!"u8.ToArray(), "a RAR archive"),
        ("PAR1"u8.ToArray(), "a Parquet file"),
        ("ARROW1"u8.ToArray(), "an Arrow file"),
        ("SQLite format 3"u8.ToArray(), "an SQLite database"),
        ("%PDF"u8.ToArray(), "a PDF document"),
        ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
        ([0xFF, 0xD8, 0xFF], "a JPEG image"),
        ("GIF8"u8.ToArray(), "a GIF image"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
        ([0x89, 0x48, 0x44, 0x46], "an HDF5 file"),
        ([0x04, 0x22, 0x4D, 0x18], "an LZ4 archive"),
        ("II*\0"u8.ToArray(), "a TIFF image"),
        ("MM\0*"u8.ToArray(), "a TIFF image"),
        ("RIFF"u8.ToArray(), "an image, sound or video"),
        ("{\\rtf"u8.ToArray(), "a text document (RTF)"),
        ("%!PS"u8.ToArray(), "a PostScript document"),
        ("Obj\u0001"u8.ToArray(), "an Avro file"),
        ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], "a NumPy array"),
        ([0x80, 0x04, 0x95], "a Python pickle"),
        ("$FL2"u8.ToArray(), "an SPSS file"),
    ];

    /// <summary>Description of a binary file. Null if the bytes can be text.</summary>
    public static string? FindBinary(ReadOnlySpan<byte> start)
    {
        foreach (var (signature, name) in Binary)
        {
            if (start.StartsWith(signature))
            {
                return name;
            }
        }

        return start.Length > 262 && start[257..].StartsWith("ustar"u8) ? "a tar archive" : null;
    }

    /// <summary>Description of a text file of another kind. Null if the text can be a table.</summary>
    public static string? FindMarkup(ReadOnlySpan<byte> utf8)
    {
        var text = utf8.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return null;
        }

        var rest = text[1..].TrimStart(" \t\r\n"u8);
        var next = rest.IsEmpty ? '\0' : (char)rest[0];
        return (char)text[0] switch
        {
            '<' when StartsWithIgnoreCase(text, "<!doctype html") || StartsWithIgnoreCase(text, "<html") => "an HTML page",
            '<' when next is '?' or '!' || (char.IsAsciiLetter(next) && IsTagAlone(text)) => "an XML document",
            '{' when next is '"' or '}' => "JSON",
            '[' when next is '{' or '[' or '"' or ']' || char.IsAsciiDigit(next) => "JSON",
            _ => null,
        };
    }

    // A column can be named <b>. Only a first line with nothing but a tag indicates a document.
    private static bool IsTagAlone(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny((byte)'\r', (byte)'\n');
        var line = (end < 0 ? text : text[..end]).TrimEnd((byte)' ');
        return line[^1] == '>' && !line.ContainsAny(",;\t|"u8);
    }

    private static bool StartsWithIgnoreCase(ReadOnlySpan<byte> text, string start) =>
        text.Length >= start.Length && Ascii.EqualsIgnoreCase(text[..start.Length], start);
}
