using MlWorkbench.Engine.Datasets.Csv;
using MlWorkbench.Engine.Datasets.Parquet;
using MlWorkbench.Engine.Datasets.Text;
using MlWorkbench.Engine.Datasets.Workbooks;

namespace MlWorkbench.Engine.Datasets;

/// <summary>Opens a file with a table, regardless of its name: delimited text, a workbook or Parquet.</summary>
public static class TableFile
{
    /// <summary>Scans the whole file. Its rows are read later, so the file and the folder must still exist then.</summary>
    /// <exception cref="EngineException">The file has no usable table. The message reports what the file is instead, or the place of the error.</exception>
    public static async Task<ITableReader> InspectAsync(string path, ImportRoom room, DatasetImportOptions options, CancellationToken cancellation = default)
    {
        var kind = KindOf(path);
        var mostCells = room.MostCells(new FileInfo(path).Length);
        if (options.Sheet is not null && kind != FileKind.Workbook)
        {
            throw new EngineException("unknown_sheet", $"The file is not a workbook, so it has no sheet '{options.Sheet}'. Omit the sheet.");
        }

        room.Report(ImportStep.Inspecting, null);
        switch (kind)
        {
            case FileKind.Parquet:
                return await ParquetTableReader.InspectAsync(path, options, mostCells, cancellation);
            case FileKind.Workbook:
                // A sheet is converted to text, so that its cells are inferred and repaired like those of any other file.
                var text = Path.Combine(room.Folder, "sheet.csv");
                var sheet = SheetText.Write(path, options.Sheet, text, room.Claim, cancellation);
                return CsvTableReader.Inspect(() => Open(text, room), options with { Delimiter = ',', Encoding = TextEncodings.Utf8, Decimal = '.' }, sheet, mostCells, cancellation);
            default:
                return CsvTableReader.Inspect(() => Open(path, room), options, null, mostCells, cancellation);
        }
    }

    /// <summary>
    /// Scans the allowed part of a text file, in pieces spread evenly over it. Other files and shorter ones are scanned completely, and so are text files
    /// whose row boundaries cannot be detected in the middle.
    /// </summary>
    /// <returns>The excerpt is null if the whole file was scanned.</returns>
    /// <inheritdoc cref="InspectAsync(string, ImportRoom, DatasetImportOptions, CancellationToken)"/>
    public static async Task<(ITableReader Reader, FileExcerpt? Excerpt)> InspectAsync(
        string path, ImportRoom room, DatasetImportOptions options, ExcerptLimit limit, CancellationToken cancellation = default)
    {
        if (KindOf(path) == FileKind.Text && options.Sheet is null && TextExcerpt.Find(() => Open(path), options, limit, cancellation) is { } excerpt)
        {
            try
            {
                return (CsvTableReader.Inspect(excerpt.Open, options, cancellation), excerpt.Size);
            }
            catch (EngineException)
            {
                // The complete scan reports the error and its row.
            }
        }

        return (await InspectAsync(path, room, options, cancellation), null);
    }

    private static FileKind KindOf(string path)
    {
        using var file = Open(path);
        Span<byte> start = stackalloc byte[4];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start[..length] switch
        {
            [(byte)'P', (byte)'A', (byte)'R', (byte)'1'] => FileKind.Parquet,
            [(byte)'P', (byte)'K', 3, 4] => OfficeFiles.RequireWorkbook(file),
            [0xD0, 0xCF, 0x11, 0xE0] => throw OfficeFiles.RefuseCompound(file),
            _ => FileKind.Text,
        };
    }

    /// <summary>The rows are read later through the same function; their progress is reported by the number of rows.</summary>
    private static FileStream Open(string path, ImportRoom room) => new CountedFile(path, done => room.Report(ImportStep.Inspecting, done));

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
}
