using System.Buffers.Binary;
using System.IO.Compression;

namespace MlWorkbench.Engine.Datasets.Workbooks;

/// <summary>Identifies a ZIP archive or a compound file (MS-CFB), and refuses all files except readable workbooks.</summary>
internal static class OfficeFiles
{
    private const long MostBytes = 4L << 30;

    /// <summary>Limit of a part that is held in memory, such as the texts of a workbook.</summary>
    private const long MostHeldBytes = 96L << 20;

    /// <summary>XML of a table compresses well, but not better than this.</summary>
    private const int LargestRatio = 100;

    private const int MostParts = 1_000;
    private const long SmallBytes = 64L << 20;
    private const int DirectoryOffset = 48;
    private const int SectorSize = 512;

    /// <exception cref="EngineException">The archive is not a workbook, is damaged, or expands beyond the limit.</exception>
    public static FileKind RequireWorkbook(FileStream file)
    {
        try
        {
            ZipDirectory.RequireBounded(file);
            file.Position = 0;
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.GetEntry("xl/workbook.xml") is null)
            {
                throw NotATable(Describe(archive));
            }

            RequireDistinct(archive);
            RequireBounded(archive, file.Length);
            return FileKind.Workbook;
        }
        // A damaged archive causes various exceptions, including those of unreadable files.
        catch (Exception exception) when (exception is not (EngineException or OperationCanceledException or UnauthorizedAccessException))
        {
            throw Damaged(exception);
        }
    }

    public static EngineException Damaged(Exception? cause) => new(
        "file_damaged", "The Excel workbook is damaged and cannot be read. Open it in a spreadsheet program and save it again, or save the sheet as CSV.", inner: cause);

    /// <summary>Workbooks from before 2007, and those with a password.</summary>
    public static EngineException RefuseCompound(FileStream file)
    {
        var names = ReadDirectory(file);
        return names.Contains("EncryptedPackage", StringComparison.Ordinal)
            ? new EngineException("file_encrypted", "The file is protected by a password. Save it without one and upload it again.")
            : NotATable(names.Contains("Workbook", StringComparison.Ordinal) || names.Contains("Book", StringComparison.Ordinal)
                ? "an Excel 97-2003 workbook (.xls)"
                : "an Office document from before 2007");
    }

    private static EngineException NotATable(string what) => new(
        "file_not_text",
        $"The file is {what}, not a supported table. "
        + "Upload CSV, TSV or another delimited text, an Excel workbook (.xlsx) or Parquet; a spreadsheet program can save it as one of these.");

    private static string Describe(ZipArchive archive) =>
        archive.GetEntry("xl/workbook.bin") is not null ? "a binary Excel workbook (.xlsb)"
        : archive.Entries.Any(entry => entry.FullName.StartsWith("word/", StringComparison.Ordinal)) ? "a Word document"
        : archive.Entries.Any(entry => entry.FullName.StartsWith("ppt/", StringComparison.Ordinal)) ? "a PowerPoint presentation"
        : archive.GetEntry("mimetype") is not null && archive.GetEntry("content.xml") is not null ? "an OpenDocument file"
        : "a ZIP archive";

    /// <summary>If two parts have the same name, one program reads the first and another the last.</summary>
    private static void RequireDistinct(ZipArchive archive)
    {
        if (archive.Entries.Count > MostParts)
        {
            throw TooLarge($"The Excel workbook has more than {MostParts} parts.");
        }

        if (archive.Entries.DistinctBy(entry => entry.FullName, StringComparer.OrdinalIgnoreCase).Count() < archive.Entries.Count)
        {
            throw new InvalidDataException("Two parts have the same name.");
        }
    }

    /// <summary>Decompresses everything once, because the declared sizes of an archive can be false.</summary>
    private static void RequireBounded(ZipArchive archive, long packed)
    {
        var buffer = new byte[PartCheck.BufferBytes];
        long total = 0;
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            var part = new PartCheck(buffer);
            long length = 0;
            int read;
            while ((read = part.Read(content)) > 0)
            {
                length += read;
                total += read;
                if (total > MostBytes || (total > SmallBytes && total > packed * LargestRatio))
                {
                    throw TooLarge("The Excel workbook expands to far more than its size, as harmful files do.");
                }

                if (length > MostHeldBytes && part is { IsXml: true, IsSheet: false })
                {
                    throw TooLarge("The text of the Excel workbook does not fit into memory.");
                }
            }
        }
    }

    private static EngineException TooLarge(string what) => new("file_too_large", $"{what} Save the sheet as CSV and upload that.");

    /// <summary>The first names of the file's directory, which is a sector of UTF-16 names anywhere in the file.</summary>
    private static string ReadDirectory(FileStream file)
    {
        var header = new byte[SectorSize];
        file.Position = 0;
        file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        var sector = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(DirectoryOffset));
        var position = (sector + 1L) * SectorSize;
        if (position >= file.Length)
        {
            return "";
        }

        var directory = new byte[8 * SectorSize];
        file.Position = position;
        var length = file.ReadAtLeast(directory, directory.Length, throwOnEndOfStream: false);
        return System.Text.Encoding.Unicode.GetString(directory, 0, length);
    }
}
