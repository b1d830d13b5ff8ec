using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlWorkbench.Engine.Datasets.Csv;

namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>The texts of some rows of one column, as they are stored: an entry for each distinct text, then the texts in UTF-8.</summary>
/// <param name="texts">Number of distinct texts.</param>
internal readonly ref struct TextPiece(Span<byte> bytes, int texts)
{
    private readonly Span<byte> _bytes = bytes;

    public Span<TextEntry> Entries => MemoryMarshal.Cast<byte, TextEntry>(_bytes[..LengthOfEntries(texts)]);

    public Span<byte> Text => _bytes[LengthOfEntries(texts)..];

    /// <summary>Length of a piece in bytes.</summary>
    public static int LengthOf(Utf8Levels levels) => checked(LengthOfEntries(levels.Count) + levels.Bytes);

    public void Fill(Utf8Levels levels, ReadOnlySpan<int> codes)
    {
        var entries = Entries;
        for (var code = 0; code < entries.Length; code++)
        {
            entries[code] = new TextEntry(levels.HashOf(code), levels[code].Length, 0);
        }

        foreach (var code in codes)
        {
            if (code >= 0)
            {
                entries[code].Rows++;
            }
        }

        levels.Text.CopyTo(Text);
    }

    private static int LengthOfEntries(int texts) => texts * Unsafe.SizeOf<TextEntry>();
}
