using System.Runtime.CompilerServices;

namespace MlWorkbench.Engine.Datasets.Values;

/// <summary>
/// Dates in UTF-8 text: ISO 8601 and variants (2024-04-03, 2024/4/3, 2024-04), 3.4.2024, 03/04/2024, 3-Apr-2024, April 3, 2024 and 3.4.24, each with an
/// optional time of day and zone. A time without a zone is interpreted as UTC.
/// </summary>
internal static class DateParser
{
    private const int LongestDate = 48;
    private const int IsoLength = 10;

    private static readonly int UnixEpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    [MethodImpl(Compilation.AtOnce)]
    public static ValueKinds Classify(ReadOnlySpan<byte> value)
    {
        if (IsYearFirst(value))
        {
            return TryParse(value, dayFirst: false, out _) ? ValueKinds.AnyDate : ValueKinds.None;
        }

        var kinds = ValueKinds.None;
        if (TryParse(value, dayFirst: true, out _))
        {
            kinds |= ValueKinds.DayFirstDate;
        }

        if (TryParse(value, dayFirst: false, out _))
        {
            kinds |= ValueKinds.MonthFirstDate;
        }

        return kinds != ValueKinds.None && HasShortYear(value) ? kinds | ValueKinds.ShortYear : kinds;
    }

    /// <summary>Whether the two orders of day and month give different dates.</summary>
    public static bool IsAmbiguous(ReadOnlySpan<byte> value) =>
        !IsYearFirst(value) && TryParse(value, dayFirst: true, out var first) && TryParse(value, dayFirst: false, out var second) && first != second;

    public static bool TryParse(ReadOnlySpan<byte> value, bool dayFirst, out double unixSeconds)
    {
        unixSeconds = 0;
        if (value.Length is < 6 or > LongestDate)
        {
            return false;
        }

        if (value.Length == IsoLength && TryParseIso(value, out unixSeconds))
        {
            return true;
        }

        var text = new DateCursor(value);
        if (!TryReadDate(ref text, dayFirst, out var date))
        {
            return false;
        }

        double secondsOfDay = 0;
        if (!text.AtEnd && (!TryReadTimeSeparator(ref text) || !TryReadTime(ref text, out secondsOfDay)))
        {
            return false;
        }

        unixSeconds = ((date.DayNumber - UnixEpochDay) * 86_400d) + secondsOfDay;
        return true;
    }

    /// <summary>Eight digits, year first. Used only if the user declares a column of dates, because they are whole numbers otherwise.</summary>
    public static bool TryParseCompact(ReadOnlySpan<byte> value, out double unixSeconds)
    {
        unixSeconds = 0;
        var text = new DateCursor(value);
        if (value.Length != 8 || !text.TryDigits(8, 8, out var digits) || !TryDate(digits / 10_000, digits / 100 % 100, digits % 100, out var date))
        {
            return false;
        }

        unixSeconds = (date.DayNumber - UnixEpochDay) * 86_400d;
        return true;
    }

    /// <summary>Four digits and a mark, which make the order of day and month unambiguous.</summary>
    private static bool IsYearFirst(ReadOnlySpan<byte> value) =>
        value.Length > 4 && !char.IsAsciiDigit((char)value[4]) && !value[..4].ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary><c>2024-04-03</c>, by far the most frequent format, without a cursor.</summary>
    private static bool TryParseIso(ReadOnlySpan<byte> value, out double unixSeconds)
    {
        unixSeconds = 0;
        var (year, month, day) = ((Digits(value[0], value[1]) * 100) + Digits(value[2], value[3]), Digits(value[5], value[6]), Digits(value[8], value[9]));
        if (value[4] != '-' || value[7] != '-' || year < 0 || month < 0 || day < 0 || !TryDate(year, month, day, out var date))
        {
            return false;
        }

        unixSeconds = (date.DayNumber - UnixEpochDay) * 86_400d;
        return true;

        static int Digits(byte tens, byte ones) => char.IsAsciiDigit((char)tens) && char.IsAsciiDigit((char)ones) ? ((tens - '0') * 10) + ones - '0' : int.MinValue / 1000;
    }

    private static bool TryReadDate(ref DateCursor text, bool dayFirst, out DateOnly date)
    {
        date = default;
        if (text.TryMonthName(out var month))
        {
            return text.TryTake(' ') && text.TryDigits(1, 2, out var namedDay) && TakeOptional(ref text, ',') && text.TryTake(' ')
                && text.TryDigits(4, 4, out var namedYear) && TryDate(namedYear, month, namedDay, out date);
        }

        if (text.TryDigits(4, 4, out var year))
        {
            return TryReadYearFirst(ref text, year, out date);
        }

        if (!text.TryDigits(1, 2, out var first) || !text.TryTakeAny("-/. ", out var separator))
        {
            return false;
        }

        if (text.TryMonthName(out month))
        {
            return text.TryTake(separator) && TryReadYear(ref text, out year) && TryDate(year, month, first, out date);
        }

        if (separator == ' ' || !text.TryDigits(1, 2, out var second) || !text.TryTake(separator) || !(separator == '-' ? text.TryDigits(4, 4, out year) : TryReadYear(ref text, out year)))
        {
            return false;
        }

        // Dots are used only with the day first.
        return dayFirst ? TryDate(year, second, first, out date) : separator != '.' && TryDate(year, first, second, out date);
    }

    private static bool TryReadYearFirst(ref DateCursor text, int year, out DateOnly date)
    {
        date = default;
        if (!text.TryTakeAny("-/.", out var separator) || !text.TryDigits(1, 2, out var month))
        {
            return false;
        }

        if (text.AtEnd)
        {
            // A month such as 2024-04. Part numbers look similar, so the range of years is limited.
            return separator == '-' && text.Consumed == 7 && year is >= 1900 and <= 2100 && TryDate(year, month, 1, out date);
        }

        return text.TryTake(separator) && text.TryDigits(1, 2, out var day) && TryDate(year, month, day, out date);
    }

    // Two digits are a year from 1969 to 2068, as in POSIX, but only after a slash, a dot or a named month, because codes have hyphens.
    private static bool TryReadYear(ref DateCursor text, out int year)
    {
        if (text.TryDigits(4, 4, out year))
        {
            return true;
        }

        if (!text.TryDigits(2, 2, out var shortYear))
        {
            return false;
        }

        year = shortYear + (shortYear < 69 ? 2000 : 1900);
        return true;
    }

    // The year is first with four digits, or last. In the latter case, the third character from the end is a digit, not the separator.
    private static bool HasShortYear(ReadOnlySpan<byte> value)
    {
        var text = new DateCursor(value);
        if (text.TryDigits(4, 4, out _))
        {
            return false;
        }

        return (TryReadDate(ref text, dayFirst: true, out _) || TryReadAgain(value, out text)) && !char.IsAsciiDigit((char)value[text.Consumed - 3]);
    }

    private static bool TryReadAgain(ReadOnlySpan<byte> value, out DateCursor text)
    {
        text = new DateCursor(value);
        return TryReadDate(ref text, dayFirst: false, out _);
    }

    private static bool TryReadTimeSeparator(ref DateCursor text)
    {
        if (text.TryTake('T'))
        {
            return true;
        }

        TakeOptional(ref text, ',');
        return text.TryTake(' ');
    }

    private static bool TryReadTime(ref DateCursor text, out double secondsOfDay)
    {
        secondsOfDay = 0;
        var second = 0;
        var fraction = 0d;
        if (!text.TryDigits(1, 2, out var hour) || !text.TryTake(':') || !text.TryDigits(2, 2, out var minute))
        {
            return false;
        }

        if (text.TryTake(':') && (!text.TryDigits(2, 2, out second) || (text.TryTakeAny(".,", out _) && !text.TryFraction(out fraction))))
        {
            return false;
        }

        if (hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        TakeOptional(ref text, ' ');
        if (text.TryHalfDay(out var afternoon))
        {
            if (hour is < 1 or > 12)
            {
                return false;
            }

            hour = (hour % 12) + (afternoon ? 12 : 0);
            TakeOptional(ref text, ' ');
        }

        secondsOfDay = (hour * 3600) + (minute * 60) + second + fraction;
        if (text.TryZone(out var offsetMinutes))
        {
            secondsOfDay -= offsetMinutes * 60;
        }

        return text.AtEnd;
    }

    private static bool TakeOptional(ref DateCursor text, char character)
    {
        text.TryTake(character);
        return true;
    }

    private static bool TryDate(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }
}
