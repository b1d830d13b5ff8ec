using System.Globalization;
using System.Text;
using CsvHelper;
using ExcelDataReader;

namespace MlWorkbench.Engine.Datasets.Workbooks;

/// <summary>A sheet of a workbook as comma-separated text: one line per row with a value, up to its last value.</summary>
/// <param name="Name">The sheet that was written.</param>
/// <param name="Sheets">All sheets of the workbook.</param>
internal sealed record SheetText(string Name, IReadOnlyList<string> Sheets, IReadOnlyList<ImportWarning> Warnings)
{
    private const int MostNamed = 20;
    private const int MostColumns = 16_384;

    /// <summary>
    /// Limit of scanned cells, from the first to the last cell of each row, including styled cells and skipped rows. They take some seconds.
    /// </summary>
    private const long MostLookedAt = 1_000_000_000;

    /// <summary>Cost of a row in addition to its cells, in cells.</summary>
    private const int RowCost = 256;

    /// <param name="wanted">The sheet to write. If null, the first sheet that is not hidden and not empty.</param>
    /// <param name="target">The file to write.</param>
    /// <param name="claim">Receives the number of bytes to be added to the file. Throws if there is no space for them.</param>
    public static SheetText Write(string workbook, string? wanted, string target, Action<long> claim, CancellationToken cancellation)
    {
        // The reader requires the Windows encodings even for a workbook in UTF-8.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var refused = false;
        try
        {
            using var file = File.OpenRead(workbook);
            using var reader = ExcelReaderFactory.CreateOpenXmlReader(file);
            var sheets = List(reader);
            var name = Choose(sheets, wanted);
            GoTo(reader, name);
            var warnings = WarnAbout(reader, sheets, wanted);
            using var text = File.Create(target);
            Write(reader, text, Claim, cancellation);
            warnings.AddRange(UncalculatedFormulas.Find(workbook, name, cancellation));
            return new SheetText(name, [.. sheets.Select(sheet => sheet.Name)], warnings);
        }
        // A damaged file causes various exceptions in the reader.
        catch (Exception exception) when (!refused && exception is not (EngineException or OperationCanceledException or UnauthorizedAccessException) && !IsOfTheDisk(exception))
        {
            throw OfficeFiles.Damaged(exception);
        }

        void Claim(long bytes)
        {
            refused = true;
            claim(bytes);
            refused = false;
        }
    }

    /// <summary>Whether writing the text failed. Reading a damaged workbook causes other kinds of this exception.</summary>
    private static bool IsOfTheDisk(Exception exception) => exception.GetType() == typeof(IOException);

    private static List<(string Name, bool IsVisible, int Rows)> List(IExcelDataReader reader)
    {
        var sheets = new List<(string, bool, int)>();
        do
        {
            if (reader.FieldCount > MostColumns)
            {
                throw new EngineException("too_many_columns", $"The sheet '{reader.Name}' has a cell beyond column XFD, the last one of a sheet. Save the workbook with a spreadsheet program and upload it again.");
            }

            sheets.Add((reader.Name, reader.VisibleState == "visible", reader.RowCount));
        }
        while (reader.NextResult());
        return sheets;
    }

    private static string Choose(List<(string Name, bool IsVisible, int Rows)> sheets, string? wanted)
    {
        if (wanted is not null)
        {
            return sheets.Exists(sheet => sheet.Name == wanted)
                ? wanted
                : throw new EngineException("unknown_sheet", $"The workbook has no sheet '{wanted}'. Its sheets are: {Names(sheets)}.");
        }

        return sheets.Where(sheet => sheet is { IsVisible: true, Rows: > 0 }).Select(sheet => sheet.Name).FirstOrDefault()
            ?? throw new EngineException(
                "file_empty",
                "The workbook has no visible sheet with values. Choose the sheet to import, or a file with a header row and data rows.");
    }

    private static void GoTo(IExcelDataReader reader, string name)
    {
        reader.Reset();
        while (reader.Name != name)
        {
            reader.NextResult();
        }
    }

    private static List<ImportWarning> WarnAbout(IExcelDataReader reader, List<(string Name, bool IsVisible, int Rows)> sheets, string? wanted)
    {
        var warnings = new List<ImportWarning>();
        var others = sheets.Where(sheet => sheet.Name != reader.Name && sheet.Rows > 0).ToList();
        if (wanted is null && others.Count > 0)
        {
            warnings.Add(new ImportWarning(
                "sheet_assumed",
                $"The workbook has {Text(others.Count + 1)} sheets with values; '{reader.Name}' was imported. Other sheets: {Names(others)}.",
                others.Count));
        }

        if (reader.MergeCells is { Length: > 0 } merged)
        {
            warnings.Add(new ImportWarning("cells_merged", $"{Text(merged.Length)} {(merged.Length == 1 ? "group of cells is" : "groups of cells are")} merged; only the first cell of each has its value.", merged.Length));
        }

        return warnings;
    }

    private static void Write(IExcelDataReader reader, Stream target, Action<long> claim, CancellationToken cancellation)
    {
        using var writer = CsvWriter.Create(target, new CsvWriterOptions { NewLine = "\n", Injection = CsvInjection.None, ValidateFieldCount = false }, leaveOpen: true);
        var (claimed, lookedAt) = (0L, 0L);
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if ((lookedAt += reader.FieldCount + RowCost) > MostLookedAt)
            {
                throw new EngineException(
                    "too_many_cells",
                    $"The sheet '{reader.Name}' has cells so far below or to the right of its table that reading it takes too long. "
                    + "Delete the empty rows and columns around the table, including their formats, or save the sheet as CSV and upload that.");
            }

            var last = reader.FieldCount - 1;
            while (last >= 0 && reader.IsDBNull(last))
            {
                last--;
            }

            // The declared width of the sheet and cells that have only a style do not count.
            for (var i = 0; i <= last; i++)
            {
                writer.WriteField(CellText(reader, i));
            }

            if (last >= 0)
            {
                writer.EndRecord();
            }

            if (target.Position > claimed)
            {
                claim(target.Position - claimed);
                claimed = target.Position;
            }
        }
    }

    private static string CellText(IExcelDataReader reader, int column) => reader.GetValue(column) switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "TRUE" : "FALSE",
        double number when IsPadded(reader.GetNumberFormatString(column)) => number.ToString(reader.GetNumberFormatString(column), CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        // The sheet stores times of day and durations as numbers of days.
        DateTime { Year: < 1900 } time => time.TimeOfDay.TotalDays.ToString("R", CultureInfo.InvariantCulture),
        TimeSpan duration => duration.TotalDays.ToString("R", CultureInfo.InvariantCulture),
        DateTime date => date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.FFF", CultureInfo.InvariantCulture),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>Whether a number is displayed with leading zeros, such as a postal code.</summary>
    private static bool IsPadded(string? format) => format is { Length: > 1 } && !format.AsSpan().ContainsAnyExcept('0');

    private static string Names(IReadOnlyList<(string Name, bool IsVisible, int Rows)> sheets) =>
        $"{string.Join(", ", sheets.Take(MostNamed).Select(sheet => $"'{sheet.Name}'"))}{(sheets.Count > MostNamed ? ", …" : "")}";

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
