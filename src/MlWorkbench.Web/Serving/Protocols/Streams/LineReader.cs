namespace MlWorkbench.Web.Serving.Protocols.Streams;

/// <summary>Reads the lines of an endless body in groups: those that have arrived, without waiting for more.
/// Holds at most one line of the largest size.</summary>
internal sealed class LineReader(Stream body, int mostBytes)
{
    private const int FirstBytes = 16_384;
    private const byte LineEnd = (byte)'\n';

    private byte[] _buffer = new byte[Math.Min(FirstBytes, mostBytes)];
    private int _start;
    private int _searched;
    private int _end;
    private long _number;
    private bool _isTooLong;
    private bool _isAtEnd;

    /// <summary>Waits for at least one line, and takes those behind it that are already there. False at the end of the body.</summary>
    /// <param name="lines">Receives the lines. Blank ones are skipped.</param>
    public async ValueTask<bool> ReadAsync(List<StreamLine> lines, int most, CancellationToken cancellationToken)
    {
        lines.Clear();
        while (true)
        {
            while (lines.Count < most && TakeLine() is { } line)
            {
                if (line.IsTooLong || !line.Text.Span.Trim(" \t\r"u8).IsEmpty)
                {
                    lines.Add(line);
                }
            }

            if (lines.Count > 0 || _isAtEnd)
            {
                return lines.Count > 0;
            }

            await FillAsync(cancellationToken);
        }
    }

    private StreamLine? TakeLine()
    {
        var length = _buffer.AsSpan(_searched, _end - _searched).IndexOf(LineEnd);
        if (length < 0 && !(_isAtEnd && (_end > _start || _isTooLong)))
        {
            _searched = _end;
            return null;
        }

        var end = length < 0 ? _end : _searched + length;
        var line = new StreamLine(++_number, _isTooLong ? default : _buffer.AsMemory(_start, end - _start), _isTooLong);
        _start = _searched = Math.Min(end + 1, _end);
        _isTooLong = false;
        return line;
    }

    /// <summary>Reads on behind the unfinished line. A line that fills the largest buffer is dropped up to its end.</summary>
    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length && _buffer.Length < mostBytes)
        {
            Array.Resize(ref _buffer, (int)Math.Min(2L * _buffer.Length, mostBytes));
        }
        else if (_end == _buffer.Length)
        {
            (_isTooLong, _end) = (true, 0);
        }

        if (_isTooLong)
        {
            _end = 0;
        }

        _searched = _end;
        var read = await body.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        _isAtEnd = read == 0;
    }
}
