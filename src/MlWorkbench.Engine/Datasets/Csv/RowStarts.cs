namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Finds the starts of rows in the middle of a text file.</summary>
/// <param name="columns">Number of values in a usual row.</param>
/// <param name="window">Maximum number of bytes to read, which should contain several rows.</param>
internal sealed class RowStarts(Stream file, char delimiter, int columns, int window)
{
    private const int RowsToCheck = 4;

    private readonly byte[] _window = new byte[window];

    /// <summary>The start of a row soon after a position, or the end of the file. Null if it cannot be determined.</summary>
    public long? FindAfter(long place)
    {
        file.Position = place;
        var text = _window.AsSpan(0, file.ReadAtLeast(_window, _window.Length, throwOnEndOfStream: false));
        var isEnd = text.Length < _window.Length;
        return RowWalk.Synchronise(text, delimiter) is { } start && start < text.Length
            ? HasUsualRows(text, start, isEnd) ? place + start : null
            : isEnd ? file.Length : null;
    }

    // Rows from a wrong start have another number of values. A row that is shorter in the file does no harm.
    private bool HasUsualRows(ReadOnlySpan<byte> text, int start, bool isEnd)
    {
        var (rows, usual) = (0, 0);
        for (var walk = new RowWalk(text, delimiter, start); rows < RowsToCheck && walk.Next(out var values);)
        {
            rows++;
            usual += values == columns ? 1 : 0;
        }

        // The last row of a file need not end with a line break.
        return rows == 0 ? isEnd : usual * 2 > rows;
    }
}
