using MlWorkbench.Engine.Datasets.Csv;

namespace MlWorkbench.Engine.Datasets.Text;

/// <summary>Pieces of a text file with whole rows, the first one from the start of the file. Together they form a smaller file.</summary>
internal sealed class TextExcerpt
{
    private const int HeadBytes = 256 * 1024;

    /// <summary>The header and a row, to estimate the length of rows.</summary>
    private const int FewestRows = 2;

    private const int SmallestPiece = 64 * 1024;
    private const int MostPieces = 512;
    private const int RowsOfAWindow = 8;
    private const int LargestWindow = 4 * 1024 * 1024;

    /// <summary>Rows differ in length, so a little more is read than the estimate for the wanted values.</summary>
    private const double Margin = 1.1;

    private readonly Func<Stream> _open;
    private readonly IReadOnlyList<(long Start, long End)> _pieces;

    private TextExcerpt(Func<Stream> open, long length, IReadOnlyList<(long Start, long End)> pieces)
    {
        (_open, _pieces) = (open, pieces);
        Size = new FileExcerpt(pieces.Count, pieces.Sum(piece => piece.End - piece.Start), length);
    }

    public FileExcerpt Size { get; }

    public Stream Open() => new ExcerptStream(_open(), _pieces);

    /// <summary>One piece starts at a random position in each of many equal parts of the file.</summary>
    /// <returns>Null if the file is short enough to be read completely, or if its rows cannot be separated without reading it from the start.</returns>
    public static TextExcerpt? Find(Func<Stream> open, DatasetImportOptions options, ExcerptLimit limit, CancellationToken cancellation)
    {
        using var file = open();
        if (file.Length <= Math.Max(limit.Bytes, HeadBytes))
        {
            return null;
        }

        var head = TextFile.Inspect(new TextExcerpt(open, file.Length, [(0, HeadBytes)]).Open, options.Encoding, cancellation);
        var dialect = Dialect.Detect(head, options);
        var (rows, columns) = Measure(head.Sample.AsSpan(dialect.Preamble.Bytes), dialect.Delimiter);
        if (rows < FewestRows || head.Encoding is TextEncodings.Utf16 or TextEncodings.Utf16BigEndian)
        {
            return null;
        }

        var rowBytes = head.Sample.Length / rows;
        var bytes = Math.Min(limit.Bytes, (long)(Margin * rowBytes * limit.Cells / columns));
        var window = rowBytes * RowsOfAWindow;
        if (bytes >= file.Length || window > LargestWindow)
        {
            return null;
        }

        var starts = new RowStarts(file, dialect.Delimiter, columns, Math.Max(window, SmallestPiece));
        return FindPieces(starts, file.Length, bytes, limit.Seed) is { } pieces ? new TextExcerpt(open, file.Length, pieces) : null;
    }

    private static (int Rows, int Columns) Measure(ReadOnlySpan<byte> sample, char delimiter)
    {
        var walk = new RowWalk(sample, delimiter);
        var (rows, columns) = (0, 0);
        while (walk.Next(out var values))
        {
            columns = rows++ == 0 ? values : columns;
        }

        return (rows, columns);
    }

    private static List<(long Start, long End)>? FindPieces(RowStarts starts, long length, long bytes, int seed)
    {
        var count = (int)Math.Clamp(bytes / SmallestPiece, 1, MostPieces);
        var (piece, part) = (bytes / count, length / count);
        var random = new Random(seed);
        var found = new List<(long Start, long End)>(count);
        for (var i = 0; i < count; i++)
        {
            var from = i == 0 ? 0 : (i * part) + random.NextInt64(part - piece + 1);
            if ((i == 0 ? 0 : starts.FindAfter(from)) is not { } start || starts.FindAfter(from + piece) is not { } end)
            {
                return null;
            }

            start = found.Count == 0 ? start : Math.Max(start, found[^1].End);
            if (end > start)
            {
                found.Add((start, end));
            }
        }

        return found;
    }
}
