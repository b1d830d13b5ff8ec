using System.Globalization;
using CsvHelper;
using MlWorkbench.Engine.Datasets.Text;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>A text table that can be read repeatedly from its first row.</summary>
/// <param name="sheet">The sheet of a workbook from which the text was written.</param>
internal sealed class CsvSource(TextFile file, Dialect dialect, string? sheet = null)
{
    /// <summary>Longer rows are treated as a quote that is never closed.</summary>
    public const int MaxRowBytes = 16 * 1024 * 1024;

    public Dialect Dialect { get; } = dialect;

    public bool IsSheet => sheet is not null;

    public string Encoding => file.Encoding;

    public string? EncodingAssumption => file.EncodingAssumption;

    public CsvReader Open(Action<CsvMalformedRecord>? onMalformed = null, bool trackLines = false) => CsvReader.Create(
        file.Open(Dialect.Preamble.Bytes),
        new CsvReaderOptions
        {
            Separator = Dialect.Delimiter,
            HasHeader = Dialect.HasHeader,
            Encoding = file.Encoding == TextEncodings.Utf8 ? null : TextEncodings.Get(file.Encoding),
            TrimWhitespace = true,
            MaxRecordSize = MaxRowBytes,
            OnMalformedRecord = onMalformed,
            TrackLineNumbers = trackLines,
            BufferSize = 1 << 18,
        });

    /// <summary><c>Row 17 (line 19)</c>. The line is determined only for an error.</summary>
    public string Locate(long row)
    {
        var place = $"Row {row.ToString("N0", CultureInfo.InvariantCulture)}";
        if (sheet is not null)
        {
            return $"{place} of the sheet '{sheet}'";
        }

        using var reader = Open(trackLines: true);
        try
        {
            while (reader.Read())
            {
                if (reader.RowNumber == row)
                {
                    return $"{place} (line {(reader.LineNumber + file.LinesBefore + Dialect.Preamble.Lines).ToString("N0", CultureInfo.InvariantCulture)})";
                }
            }
        }
        catch (CsvFormatException)
        {
            // The unreadable row is the one being located.
        }

        return place;
    }
}
