namespace MlWorkbench.Engine.Datasets.Values;

/// <summary>Reads a date from left to right. Each method reads one element, or leaves the position unchanged.</summary>
internal ref struct DateCursor(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;

    public int Consumed { get; private set; }

    public readonly bool AtEnd => Consumed == _text.Length;

    /// <summary>Reads a run of digits if its whole length is within the bounds.</summary>
    public bool TryDigits(int fewest, int most, out int number)
    {
        number = 0;
        var length = 0;
        while (Consumed + length < _text.Length && char.IsAsciiDigit((char)_text[Consumed + length]))
        {
            if (++length > most)
            {
                return false;
            }

            number = (number * 10) + (_text[Consumed + length - 1] - '0');
        }

        if (length < fewest)
        {
            return false;
        }

        Consumed += length;
        return true;
    }

    public bool TryFraction(out double fraction)
    {
        fraction = 0;
        var scale = 0.1;
        var start = Consumed;
        while (!AtEnd && char.IsAsciiDigit((char)_text[Consumed]))
        {
            fraction += (_text[Consumed++] - '0') * scale;
            scale /= 10;
        }

        return Consumed > start;
    }

    public bool TryTake(char character)
    {
        if (AtEnd || _text[Consumed] != character)
        {
            return false;
        }

        Consumed++;
        return true;
    }

    public bool TryTakeAny(string characters, out char taken)
    {
        taken = AtEnd ? '\0' : (char)_text[Consumed];
        if (AtEnd || !characters.Contains(taken, StringComparison.Ordinal))
        {
            return false;
        }

        Consumed++;
        return true;
    }

    public bool TryMonthName(out int month)
    {
        var length = 0;
        while (Consumed + length < _text.Length && char.IsAsciiLetter((char)_text[Consumed + length]))
        {
            length++;
        }

        month = MonthNames.Find(_text.Slice(Consumed, length));
        Consumed += month > 0 ? length : 0;
        return month > 0;
    }

    public bool TryHalfDay(out bool afternoon)
    {
        afternoon = false;
        if (Consumed + 2 > _text.Length || (_text[Consumed + 1] | 0x20) != 'm' || (_text[Consumed] | 0x20) is not ('a' or 'p'))
        {
            return false;
        }

        afternoon = (_text[Consumed] | 0x20) == 'p';
        Consumed += 2;
        return true;
    }

    public bool TryZone(out int offsetMinutes)
    {
        offsetMinutes = 0;
        if (TryTake('Z'))
        {
            return true;
        }

        if (_text[Consumed..].SequenceEqual("UTC"u8) || _text[Consumed..].SequenceEqual("GMT"u8))
        {
            Consumed += 3;
            return true;
        }

        var start = Consumed;
        if (!TryTakeAny("+-", out var sign) || !TryOffset(out offsetMinutes))
        {
            Consumed = start;
            return false;
        }

        offsetMinutes *= sign == '-' ? -1 : 1;
        return true;
    }

    /// <summary><c>hh</c>, <c>hhmm</c> or <c>hh:mm</c>.</summary>
    private bool TryOffset(out int minutes)
    {
        if (TryDigits(4, 4, out minutes))
        {
            minutes = (minutes / 100 * 60) + (minutes % 100);
            return true;
        }

        var minute = 0;
        if (!TryDigits(2, 2, out var hours) || (TryTake(':') && !TryDigits(2, 2, out minute)))
        {
            return false;
        }

        minutes = (hours * 60) + minute;
        return true;
    }
}
