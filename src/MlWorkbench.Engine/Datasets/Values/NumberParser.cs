using System.Globalization;
using System.Runtime.CompilerServices;

namespace MlWorkbench.Engine.Datasets.Values;

/// <summary>Numbers in UTF-8 text: sign, digits, one decimal mark, exponent. No thousands separators, no infinities.</summary>
internal static class NumberParser
{
    /// <summary>Limit of whole numbers that are exact in a double: 2^53.</summary>
    public const long LargestExactInteger = 9_007_199_254_740_992;

    /// <summary>Limit that keeps sums and ranges of values finite.</summary>
    private const double LargestNumber = 1e300;

    private const int LongestNumber = 64;
    private const int LongestInteger = 18;

    /// <summary>Longest text that has at most 15 digits.</summary>
    private const int ShortNumber = 15;

    private const ValueKinds Whole = ValueKinds.Integer | ValueKinds.DotNumber | ValueKinds.CommaNumber | ValueKinds.DotFormatted | ValueKinds.CommaFormatted;

    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    public static ValueKinds Classify(ReadOnlySpan<byte> value)
    {
        var unsigned = value[0] is (byte)'-' or (byte)'+' ? value[1..] : value;
        if (unsigned.IsEmpty || value.Length > LongestNumber || IsLeadingZero(unsigned))
        {
            return ValueKinds.None;
        }

        if (!unsigned.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return TryParseInteger(value, out _) ? ValueKinds.Integer | ValueKinds.DotNumber | ValueKinds.CommaNumber : ValueKinds.None;
        }

        // Without a mark, as in 1e5, the number does not depend on it.
        var either = ValueKinds.DotNumber | ValueKinds.CommaNumber;
        var kinds = value.IndexOfAny((byte)'.', (byte)',') is var mark and >= 0 ? value[mark] == '.' ? ValueKinds.DotNumber : ValueKinds.CommaNumber : either;
        return TryParse(value, kinds == ValueKinds.CommaNumber ? ',' : '.', out _) ? kinds : ValueKinds.None;
    }

    /// <summary>Parses by far the most frequent numbers in one pass: up to 15 characters, including a minus and a dot.</summary>
    /// <param name="whole">The number, if the kinds include whole numbers.</param>
    /// <returns>False if the text needs the general parser, such as 007 or 1.234, which can be a thousand.</returns>
    [MethodImpl(Compilation.AtOnce)]
    public static bool TryClassifyShort(ReadOnlySpan<byte> value, out ValueKinds kinds, out long whole)
    {
        (kinds, whole) = (ValueKinds.None, 0);
        if (value.Length is 0 or > ShortNumber)
        {
            return false;
        }

        var isNegative = value[0] == '-';
        var unsigned = isNegative ? value[1..] : value;
        var mark = -1;
        for (var i = 0; i < unsigned.Length; i++)
        {
            var digit = unsigned[i] - '0';
            if ((uint)digit <= 9)
            {
                whole = (whole * 10) + digit;
            }
            else if (unsigned[i] == '.' && mark < 0)
            {
                mark = i;
            }
            else
            {
                return false;
            }
        }

        whole = isNegative ? -whole : whole;
        kinds = mark < 0 ? Whole : ValueKinds.DotNumber | ValueKinds.DotFormatted;
        return unsigned.Length > (mark < 0 ? 0 : 1) && !IsLeadingZero(unsigned) && (mark < 0 || unsigned.Length - mark - 1 != 3);
    }

    public static bool TryParseInteger(ReadOnlySpan<byte> value, out double number)
    {
        number = 0;
        var isNegative = value.Length > 0 && value[0] == '-';
        var digits = isNegative || (value.Length > 0 && value[0] == '+') ? value[1..] : value;
        if (digits.Length is 0 or > LongestInteger)
        {
            return false;
        }

        long whole = 0;
        foreach (var character in digits)
        {
            if (!char.IsAsciiDigit((char)character))
            {
                return false;
            }

            whole = (whole * 10) + (character - '0');
        }

        number = isNegative ? -whole : whole;
        return whole <= LargestExactInteger;
    }

    [MethodImpl(Compilation.AtOnce)]
    public static bool TryParse(ReadOnlySpan<byte> value, char decimalMark, out double number)
    {
        if (TryParseShort(value, decimalMark, out number))
        {
            return true;
        }

        if (value.Length is 0 or > LongestNumber || !IsPlain(value, decimalMark))
        {
            return false;
        }

        if (decimalMark == ',')
        {
            Span<byte> dotted = stackalloc byte[LongestNumber];
            value.CopyTo(dotted);
            dotted[..value.Length].Replace((byte)',', (byte)'.');
            return TryParseInvariant(dotted[..value.Length], out number);
        }

        return TryParseInvariant(value, out number);
    }

    // Up to 15 digits and a power of ten up to 15 are exact in a double, so one division rounds correctly (W. Clinger, 1990). This is much faster than the
    // general parser.
    [MethodImpl(Compilation.AtOnce)]
    private static bool TryParseShort(ReadOnlySpan<byte> value, char decimalMark, out double number)
    {
        number = 0;
        if (value.Length is 0 or > ShortNumber)
        {
            return false;
        }

        long digits = 0;
        var mark = -1;
        var start = value[0] is (byte)'-' or (byte)'+' ? 1 : 0;
        for (var i = start; i < value.Length; i++)
        {
            var digit = value[i] - '0';
            if ((uint)digit <= 9)
            {
                digits = (digits * 10) + digit;
            }
            else if (value[i] == decimalMark && mark < 0)
            {
                mark = i;
            }
            else
            {
                return false;
            }
        }

        var fraction = mark < 0 ? 0 : value.Length - mark - 1;
        if (value.Length - start - (mark < 0 ? 0 : 1) == 0)
        {
            return false;
        }

        number = digits / PowersOfTen[fraction];
        number = value[0] == '-' ? -number : number;
        return true;
    }

    private static bool TryParseInvariant(ReadOnlySpan<byte> value, out double number) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && Math.Abs(number) <= LargestNumber;

    // Refuses other forms that double.TryParse accepts: spaces, Infinity and NaN.
    private static bool IsPlain(ReadOnlySpan<byte> value, char decimalMark)
    {
        var before = (byte)'e';
        foreach (var character in value)
        {
            // A sign is first, or after the e. This already distinguishes dates and codes from numbers.
            var isPlain = character is (byte)'-' or (byte)'+' ? before is (byte)'e' or (byte)'E' : char.IsAsciiDigit((char)character) || character == decimalMark || character is (byte)'e' or (byte)'E';
            if (!isPlain)
            {
                return false;
            }

            before = character;
        }

        return true;
    }

    /// <summary>Whether the digits start with a zero that a number would lose.</summary>
    public static bool IsLeadingZero(ReadOnlySpan<byte> unsigned) =>
        unsigned.Length > 1 && unsigned[0] == '0' && char.IsAsciiDigit((char)unsigned[1]);
}
