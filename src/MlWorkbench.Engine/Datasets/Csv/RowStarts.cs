namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Finds where rows begin in the middle of a text file.</summary>
/// <param name="columns">Values of a usual row.</param>
/// <param name="window">Bytes that are looked at at most; they should hold several rows.</param>
internal sealed class RowStarts(Stream file, char delimiter, int columns, int window)
{
    private const int RowsToCheck = 4;

    private readonly byte[] _window = new byte[window];

    /// <summary>The beginning of a row soon after a place, or the end of the file; null where it cannot be told.</summary>
    public long? FindAfter(long place)
    {
        file.Position = place;
        var text = _window.AsSpan(0, file.ReadAtLeast(_window, _window.Length, throwOnEndOfStream: false));
        var isEnd = text.Length < _window.Length;
        return RowWalk.Synchronise(text, delimiter) is { } start && start < text.Length
            ? HasUsualRows(text, start, isEnd) ? place + start : null
            : isEnd ? file.Length : null;
    }

    // Rows that begin at a wrong place have some other number of values; one that is short by nature does no harm.
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
