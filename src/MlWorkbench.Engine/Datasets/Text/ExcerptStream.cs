namespace MlWorkbench.Engine.Datasets.Text;

/// <summary>A stream of some pieces of a file, one after the other.</summary>
internal sealed class ExcerptStream(Stream file, IReadOnlyList<(long Start, long End)> pieces) : Stream
{
    private int _piece;
    private long _inPiece;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; } = pieces.Sum(piece => piece.End - piece.Start);

    public override long Position
    {
        get => pieces.Take(_piece).Sum(piece => piece.End - piece.Start) + _inPiece;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            for ((_piece, _inPiece) = (0, value); _piece < pieces.Count && _inPiece >= Left(0); _piece++)
            {
                _inPiece -= Left(0);
            }
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (_piece == pieces.Count || buffer.IsEmpty)
        {
            return 0;
        }

        file.Position = pieces[_piece].Start + _inPiece;
        var read = file.Read(buffer[..(int)Math.Min(buffer.Length, Left(_inPiece))]);
        _inPiece += read;
        if (Left(_inPiece) == 0)
        {
            (_piece, _inPiece) = (_piece + 1, 0);
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + (origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => Length,
    });

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private long Left(long after) => pieces[_piece].End - pieces[_piece].Start - after;
}
