using System.Text;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>The lines above a table that are not part of it: comments and titles.</summary>
/// <param name="Bytes">Their length in UTF-8.</param>
/// <param name="First">The start of the first line.</param>
internal sealed record Preamble(int Bytes, int Lines, string First)
{
    private const int MostLines = 50;
    private const int ShownLength = 60;

    public static Preamble None { get; } = new(0, 0, "");

    /// <param name="sample">The start of the file in UTF-8.</param>
    /// <param name="rows">The rows of the sample.</param>
    public static Preamble Find(byte[] sample, IReadOnlyList<string[]> rows, Func<byte[], int> widthOf)
    {
        var common = rows.CountBy(Width).MaxBy(count => (count.Value, count.Key));
        if (common.Value * 2 <= rows.Count && common.Value < 3)
        {
            return None;
        }

        var found = None;
        var (bytes, lines) = (0, 0);
        while (lines < MostLines && NextLine(sample.AsSpan(bytes)) is { Length: var length, Text: var text } && bytes + length < sample.Length)
        {
            bytes += length;
            lines++;
            if (text.Length == 0)
            {
                continue;
            }

            if (!IsAboveTable(text, widthOf(Encoding.UTF8.GetBytes(text)), common.Key))
            {
                break;
            }

            found = new Preamble(bytes, lines, found.Lines > 0 ? found.First : Shorten(text));
        }

        return found;
    }

    /// <summary>Number of values in a row up to its last one that is not empty.</summary>
    public static int Width(string[] row) => Array.FindLastIndex(row, value => value.Length > 0) + 1;

    // A header can start with #, but then it has as many names as the rows have values.
    private static bool IsAboveTable(string line, int width, int common) =>
        line.Count(character => character == '"') % 2 == 0
        && (line.StartsWith("# ", StringComparison.Ordinal) ? width != common || common == 1 : line[0] == '#' ? width < common : width * 2 <= common);

    private static (int Length, string Text)? NextLine(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0)
        {
            return null;
        }

        var length = text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
        return (length, Encoding.UTF8.GetString(text[..end]).Trim());
    }

    private static string Shorten(string text) => text.Length <= ShownLength ? text : string.Concat(text.AsSpan(0, ShownLength), "…");
}
