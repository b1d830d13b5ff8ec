using System.Globalization;
using System.Text;

namespace MlWorkbench.Engine.Datasets.Values;

/// <summary>
/// Formatted numbers: digits in groups of three (1,234.5 1.234,5 1 234,5 1'234.5), a currency or a percent sign, parentheses for a negative amount. <see
/// cref="NumberParser"/> parses numbers without any of these.
/// </summary>
internal static class FormattedNumberParser
{
    private const int LongestText = 64;

    /// <summary>Numbers with more digits can be inexact in a double.</summary>
    private const int MostDigits = 15;

    private static readonly string[] CurrencyCodes = ["USD", "EUR", "GBP", "CHF", "JPY", "CNY", "CAD", "AUD", "INR", "SEK", "NOK", "DKK", "PLN", "BRL"];

    /// <param name="value">Not empty.</param>
    /// <param name="decimalMark">A dot or a comma. The other one can separate groups of digits.</param>
    /// <param name="unit">The sign or code next to the digits, zero if there is none. Two values can be compared only if theirs are equal.</param>
    public static bool TryParse(ReadOnlySpan<byte> value, char decimalMark, out double number, out int unit)
    {
        number = 0;
        unit = 0;
        if (value.Length > LongestText || !MayBegin(value[0]))
        {
            return false;
        }

        var text = value;
        var isNegative = TakeParentheses(ref text);
        var isFormatted = isNegative;
        var hasSign = TakeSign(ref text, ref isNegative);
        if (TakeUnitBefore(ref text, out unit) && !hasSign)
        {
            TakeSign(ref text, ref isNegative);
        }

        if (unit == 0)
        {
            TakeUnitAfter(ref text, out unit);
        }

        Span<byte> plain = stackalloc byte[LongestText];
        if (!TryReadDigits(text, decimalMark, plain, out var length, out var isGrouped) || !(isFormatted || isGrouped || unit != 0))
        {
            return false;
        }

        number = double.Parse(plain[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        number = isNegative ? -number : number;
        return true;
    }

    private static bool MayBegin(byte first) =>
        char.IsAsciiDigit((char)first) || first >= 0x80 || first is (byte)'-' or (byte)'+' or (byte)'(' or (byte)'$' or (byte)'.' or (byte)',' || char.IsAsciiLetterUpper((char)first);

    private static bool TakeParentheses(ref ReadOnlySpan<byte> text)
    {
        if (text.Length < 3 || text[0] != '(' || text[^1] != ')')
        {
            return false;
        }

        text = text[1..^1].Trim((byte)' ');
        return true;
    }

    private static bool TakeSign(ref ReadOnlySpan<byte> text, ref bool isNegative)
    {
        if (text.IsEmpty || text[0] is not ((byte)'-' or (byte)'+'))
        {
            return false;
        }

        isNegative ^= text[0] == '-';
        text = text[1..];
        return true;
    }

    private static bool TakeUnitBefore(ref ReadOnlySpan<byte> text, out int unit)
    {
        var length = 0;
        unit = CodeOf(text[..Math.Min(3, text.Length)]);
        if (unit != 0)
        {
            length = 3;
        }
        else if (Rune.DecodeFromUtf8(text, out var rune, out var consumed) == System.Buffers.OperationStatus.Done && IsCurrency(rune))
        {
            (unit, length) = (rune.Value, consumed);
        }

        text = TrimSpaces(text[length..]);
        return unit != 0;
    }

    private static void TakeUnitAfter(ref ReadOnlySpan<byte> text, out int unit)
    {
        unit = CodeOf(text[^Math.Min(3, text.Length)..]);
        var length = 0;
        if (unit != 0)
        {
            length = 3;
        }
        else if (Rune.DecodeLastFromUtf8(text, out var rune, out var consumed) == System.Buffers.OperationStatus.Done && (rune.Value == '%' || IsCurrency(rune)))
        {
            (unit, length) = (rune.Value, consumed);
        }

        text = length == 0 ? text : TrimSpaces(text[..^length]);
    }

    private static int CodeOf(ReadOnlySpan<byte> letters)
    {
        if (letters.Length == 3 && char.IsAsciiLetterUpper((char)letters[0]))
        {
            foreach (var code in CurrencyCodes)
            {
                if (Ascii.Equals(letters, code))
                {
                    return (letters[0] << 24) | (letters[1] << 16) | letters[2];
                }
            }
        }

        return 0;
    }

    private static bool IsCurrency(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.CurrencySymbol;

    private static ReadOnlySpan<byte> TrimSpaces(ReadOnlySpan<byte> text)
    {
        while (GroupMark(text) is { Code: ' ', Length: var length })
        {
            text = text[length..];
        }

        while (text.EndsWith(" "u8) || text.EndsWith("\u00A0"u8) || text.EndsWith("\u202F"u8))
        {
            text = text[..^(text[^1] == ' ' ? 1 : text.EndsWith("\u00A0"u8) ? 2 : 3)];
        }

        return text;
    }

    private static bool TryReadDigits(ReadOnlySpan<byte> text, char decimalMark, Span<byte> plain, out int length, out bool isGrouped)
    {
        length = 0;
        var mark = '\0';
        var (digits, group, at) = (0, 0, 0);
        isGrouped = false;
        while (at < text.Length && text[at] != decimalMark)
        {
            if (char.IsAsciiDigit((char)text[at]))
            {
                plain[length++] = text[at++];
                digits++;
                group++;
                continue;
            }

            var (code, bytes) = GroupMark(text[at..]);
            if (code == '\0' || (isGrouped ? code != mark || group != 3 : group is < 1 or > 3))
            {
                return false;
            }

            (mark, isGrouped, group, at) = (code, true, 0, at + bytes);
        }

        if ((isGrouped && group != 3) || (digits > 1 && plain[0] == '0'))
        {
            return false;
        }

        if (at < text.Length)
        {
            plain[length++] = (byte)'.';
            foreach (var character in text[(at + 1)..])
            {
                if (!char.IsAsciiDigit((char)character))
                {
                    return false;
                }

                plain[length++] = character;
                digits++;
            }
        }

        return digits is > 0 and <= MostDigits;
    }

    /// <summary>A mark between groups of digits, with its length in bytes. All spaces count as one mark, and so do both apostrophes.</summary>
    private static (char Code, int Length) GroupMark(ReadOnlySpan<byte> text) =>
        text.IsEmpty ? ('\0', 0)
        : text[0] is (byte)',' or (byte)'.' or (byte)'\'' or (byte)' ' ? ((char)text[0], 1)
        : text[0] < 0x80 ? ('\0', 0)
        : text.StartsWith("\u00A0"u8) ? (' ', 2)
        : text.StartsWith("\u202F"u8) || text.StartsWith("\u2009"u8) ? (' ', 3)
        : text.StartsWith("\u2019"u8) ? ('\'', 3)
        : ('\0', 0);
}
