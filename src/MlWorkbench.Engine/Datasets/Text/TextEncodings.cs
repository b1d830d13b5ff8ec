using System.Globalization;
using System.Text;

namespace MlWorkbench.Engine.Datasets.Text;

/// <summary>The supported encodings of text tables.</summary>
public static class TextEncodings
{
    public const string Utf8 = "utf-8";
    public const string Utf16 = "utf-16";
    public const string Utf16BigEndian = "utf-16be";
    public const string Windows1250 = "windows-1250";
    public const string Windows1251 = "windows-1251";
    public const string Windows1252 = "windows-1252";
    public const string Windows1253 = "windows-1253";
    public const string Windows1254 = "windows-1254";
    public const string Windows1257 = "windows-1257";

    private const int BlockSize = 1 << 20;

    public static IReadOnlyList<string> Names { get; } = [Utf8, Utf16, Utf16BigEndian, Windows1252, Windows1250, Windows1251, Windows1253, Windows1254, Windows1257];

    public static Encoding Get(string name) => name switch
    {
        Utf8 => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Utf16 => new UnicodeEncoding(bigEndian: false, byteOrderMark: false),
        Utf16BigEndian => new UnicodeEncoding(bigEndian: true, byteOrderMark: false),
        Windows1250 or Windows1251 or Windows1252 or Windows1253 or Windows1254 or Windows1257 => CodePagesEncodingProvider.Instance.GetEncoding(int.Parse(name.AsSpan(^4), CultureInfo.InvariantCulture))!,
        _ => throw new EngineException("unknown_encoding", $"The encoding '{name}' is unknown. Use one of: {string.Join(", ", Names)}."),
    };

    /// <summary>The encoding shown by a byte order mark or the pattern of zero bytes, and the length of the mark.</summary>
    public static (string? Encoding, int MarkLength) Recognise(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return (Utf8, 3);
        }

        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return (Utf16, 2);
        }

        if (start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return (Utf16BigEndian, 2);
        }

        return (RecogniseByZeros(start[..Math.Min(start.Length, 4096)]), 0);
    }

    /// <summary>Whether the whole file is valid UTF-8.</summary>
    public static bool IsUtf8(Stream stream, CancellationToken cancellation)
    {
        var block = new byte[BlockSize];
        var carried = 0;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = stream.ReadAtLeast(block.AsSpan(carried), block.Length - carried, throwOnEndOfStream: false);
            var length = carried + read;
            var atEnd = length < block.Length;
            var whole = atEnd ? length : LastBoundary(block.AsSpan(0, length));
            if (!Utf8Valid(block.AsSpan(0, whole)))
            {
                return false;
            }

            if (atEnd)
            {
                return true;
            }

            carried = length - whole;
            block.AsSpan(whole, carried).CopyTo(block);
        }
    }

    private static bool Utf8Valid(ReadOnlySpan<byte> block) => System.Text.Unicode.Utf8.IsValid(block);

    // Latin text in UTF-16 has a zero in every second byte. Other text files have none.
    private static string? RecogniseByZeros(ReadOnlySpan<byte> start)
    {
        var even = 0;
        var odd = 0;
        for (var i = 0; i < start.Length; i++)
        {
            if (start[i] == 0)
            {
                _ = (i & 1) == 0 ? even++ : odd++;
            }
        }

        var many = start.Length / 4;
        return odd > many && even == 0 ? Utf16 : even > many && odd == 0 ? Utf16BigEndian : null;
    }

    private static int LastBoundary(ReadOnlySpan<byte> block)
    {
        for (var back = 1; back <= 4 && back <= block.Length; back++)
        {
            var character = block[^back];
            if ((character & 0b1100_0000) != 0b1000_0000)
            {
                return character < 0x80 ? block.Length : block.Length - back;
            }
        }

        return block.Length;
    }
}
