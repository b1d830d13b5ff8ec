using System.Buffers;

namespace MlWorkbench.Engine.Datasets.Workbooks;

/// <summary>
/// Scans a part of a workbook during decompression, before a reader creates objects from its XML. The depth of elements and the lengths of tags and texts
/// are limited, and only the cells of a sheet can be numerous.
/// </summary>
/// <param name="buffer">A buffer of <see cref="BufferBytes"/>, the limit of a tag.</param>
internal sealed class PartCheck(byte[] buffer)
{
    public const int BufferBytes = 1 << 17;

    private const int MostDepth = 256;

    /// <summary>A cell contains at most 32,767 characters.</summary>
    private const int MostTextBytes = 1 << 20;

    private const int MostElements = 1_000_000;

    private static readonly SearchValues<byte> NameEnds = SearchValues.Create(" \t\r\n/>"u8);

    private int _filled;
    private int _depth;
    private int _elements;
    private int _text;
    private bool _isKnown;
    private bool _holdsTexts;

    /// <summary>Whether the part is a sheet, whose rows are read one by one. Other parts are held in memory.</summary>
    public bool IsSheet { get; private set; }

    /// <summary>Whether the part is XML, as far as it was read.</summary>
    public bool IsXml { get; private set; }

    /// <summary>Reads the next bytes of the part. Returns 0 at its end.</summary>
    /// <exception cref="InvalidDataException">The part has a form that no program writes.</exception>
    public int Read(Stream part)
    {
        var read = part.Read(buffer, _filled, buffer.Length - _filled);
        _filled += read;
        if (!_isKnown && (_filled >= 4 || read == 0))
        {
            (_isKnown, IsXml) = (true, RequireUtf8(buffer.AsSpan(0, _filled)));
        }

        if (_isKnown)
        {
            var done = IsXml ? LookAt(buffer.AsSpan(0, _filled)) : _filled;
            buffer.AsSpan(done, _filled - done).CopyTo(buffer);
            _filled -= done;
        }

        return _filled < buffer.Length ? read : throw new InvalidDataException($"A tag is longer than {BufferBytes} bytes.");
    }

    private static bool RequireUtf8(ReadOnlySpan<byte> start) => start switch
    {
        [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [(byte)'<', 0, ..] or [0, (byte)'<', ..] or [0, 0, 0, (byte)'<', ..] => throw new InvalidDataException("A part is not written in UTF-8."),
        [0xEF, 0xBB, 0xBF, ..] => true,
        _ => start.TrimStart(" \t\r\n"u8) is [(byte)'<', ..],
    };

    /// <returns>Number of bytes before an incomplete tag.</returns>
    private int LookAt(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var rest = bytes[at..];
            var length = rest[0] == '<' ? TagLength(rest) : rest.IndexOf((byte)'<') is var tag and >= 0 ? tag : rest.Length;
            if (length == 0)
            {
                break;
            }

            LookAtOne(rest[..length]);
            at += length;
        }

        return at;
    }

    /// <summary>Length of the item that starts with an angle bracket. 0 if it is incomplete.</summary>
    private static int TagLength(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("<!--"u8))
        {
            return LengthTo("-->"u8, bytes, 4);
        }

        if (bytes.StartsWith("<![CDATA["u8))
        {
            return LengthTo("]]>"u8, bytes, 9);
        }

        if (bytes.StartsWith("<?"u8))
        {
            return LengthTo("?>"u8, bytes, 2);
        }

        var at = 1;
        while (bytes[at..].IndexOfAny((byte)'"', (byte)'\'', (byte)'>') is var next and >= 0)
        {
            at += next;
            if (bytes[at] == '>')
            {
                return at + 1;
            }

            var quoted = bytes[(at + 1)..].IndexOf(bytes[at]);
            if (quoted < 0)
            {
                return 0;
            }

            at += quoted + 2;
        }

        return 0;
    }

    private static int LengthTo(ReadOnlySpan<byte> end, ReadOnlySpan<byte> bytes, int start) =>
        bytes[start..].IndexOf(end) is var found and >= 0 ? start + found + end.Length : 0;

    /// <summary>A text, a tag, a comment, a section of characters or an instruction.</summary>
    private void LookAtOne(ReadOnlySpan<byte> one)
    {
        switch (one)
        {
            case [(byte)'<', (byte)'?', ..] or [(byte)'<', (byte)'!', (byte)'-', ..]:
                break;
            case [(byte)'<', (byte)'!', (byte)'[', ..]:
                AddText(one.Length);
                break;
            case [(byte)'<', (byte)'!', ..]:
                throw new InvalidDataException("A part declares a document type, which workbooks do not have.");
            case [(byte)'<', (byte)'/', ..]:
                (_depth, _text) = (_depth - 1, 0);
                break;
            case [(byte)'<', ..]:
                AddElement(one[1..]);
                break;
            default:
                AddText(one.Length);
                break;
        }
    }

    private void AddText(int length)
    {
        _text += length;
        if (_text > MostTextBytes)
        {
            throw new InvalidDataException($"A text is longer than {MostTextBytes} bytes.");
        }
    }

    private void AddElement(ReadOnlySpan<byte> tag)
    {
        var name = tag[..tag.IndexOfAny(NameEnds)];
        name = name[(name.IndexOf((byte)':') + 1)..];
        if (_depth == 0)
        {
            (IsSheet, _holdsTexts) = (name.SequenceEqual("worksheet"u8), name.SequenceEqual("sst"u8));
        }

        _text = 0;
        _depth += tag is [.., (byte)'/', (byte)'>'] ? 0 : 1;
        _elements += _holdsTexts || (IsSheet && IsOfCell(name)) ? 0 : 1;
        if (_depth > MostDepth || _elements > MostElements)
        {
            throw new InvalidDataException($"A part has more than {MostElements} elements other than cells, or nests deeper than {MostDepth} levels.");
        }
    }

    private static bool IsOfCell(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("c"u8) || name.SequenceEqual("v"u8) || name.SequenceEqual("row"u8) || name.SequenceEqual("f"u8)
        || name.SequenceEqual("is"u8) || name.SequenceEqual("t"u8) || name.SequenceEqual("r"u8) || name.SequenceEqual("rPr"u8);
}
