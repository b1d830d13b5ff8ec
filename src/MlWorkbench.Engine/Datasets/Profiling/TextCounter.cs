using MlWorkbench.Engine.Datasets.Csv;

namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>
/// Counts the texts of columns one after another, in reusable memory. Texts that do not fit are read several times, and each time those of one share of the
/// hashes are counted. Texts with the same hash are compared byte by byte, so the counts are exact.
/// </summary>
/// <param name="mostBytes">Limit of the memory for the texts of one share, approximately.</param>
internal sealed class TextCounter(long mostBytes = 32_000_000)
{
    /// <summary>Memory of a text in addition to its piece: end, hash, slots and count, less the entry.</summary>
    private const int BytesPerText = 20;

    private readonly Utf8Levels _texts = new();
    private long[] _counts = [];
    private byte[] _piece = [];

    /// <param name="read">Reads a piece into memory of its length.</param>
    public LevelSummary Count(IReadOnlyList<ColumnPiece> pieces, Action<ColumnPiece, Span<byte>> read)
    {
        var bytes = pieces.Sum(piece => (long)piece.Bytes);
        var values = pieces.Sum(piece => (long)piece.Values);
        var shares = (int)((bytes + (BytesPerText * values)) / mostBytes) + 1;
        var summary = new LevelSummary();
        for (var share = 0; share < shares; share++)
        {
            _texts.Clear();
            _texts.Reserve((int)(values / shares), (int)(bytes / shares));
            foreach (var piece in pieces)
            {
                if (_piece.Length < piece.Bytes)
                {
                    _piece = GC.AllocateUninitializedArray<byte>(piece.Bytes);
                }

                var content = _piece.AsSpan(0, piece.Bytes);
                read(piece, content);
                Add(new TextPiece(content, piece.Values), share, shares);
            }

            summary.Add(_texts, _counts);
        }

        return summary;
    }

    private void Add(TextPiece piece, int share, int shares)
    {
        var text = piece.Text;
        foreach (var entry in piece.Entries)
        {
            // The first bits choose the share, because the last bits choose the slot.
            if ((int)(((ulong)entry.Hash * (uint)shares) >> 32) == share)
            {
                Add(text[..entry.Length], entry);
            }

            text = text[entry.Length..];
        }
    }

    private void Add(ReadOnlySpan<byte> text, TextEntry entry)
    {
        var known = _texts.Count;
        var code = _texts.FindOrAdd(text, entry.Hash);
        if (code == _counts.Length)
        {
            Array.Resize(ref _counts, Math.Max(64, 2 * code));
        }

        _counts[code] = entry.Rows + (code == known ? 0 : _counts[code]);
    }
}
