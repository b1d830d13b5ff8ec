namespace MlWorkbench.Engine.Datasets.Values;

/// <summary>Determines the possible interpretations of a value that is not missing.</summary>
internal static class ValueClassifier
{
    public static ValueKinds Classify(ReadOnlySpan<byte> value) => Classify(value, out _);

    /// <param name="unit">The currency or percent sign of a formatted number; zero if there is none.</param>
    public static ValueKinds Classify(ReadOnlySpan<byte> value, out int unit)
    {
        unit = 0;
        if (NumberParser.TryClassifyShort(value, out var shortNumber, out _))
        {
            return shortNumber;
        }

        var first = (char)value[0];
        var mayBeNumber = char.IsAsciiDigit(first) || first is '-' or '+' or '.' or ',';
        var kinds = mayBeNumber ? NumberParser.Classify(value) : ValueKinds.None;
        if (kinds.HasFlag(ValueKinds.Integer))
        {
            return kinds | ValueKinds.DotFormatted | ValueKinds.CommaFormatted;
        }

        if (kinds == ValueKinds.None && char.IsAsciiLetterOrDigit(first) && DateParser.Classify(value) is var date and not ValueKinds.None)
        {
            return date;
        }

        if (kinds == ValueKinds.None && NumberParser.IsLeadingZero(value))
        {
            return ValueKinds.LeadingZero;
        }

        return kinds | ClassifyFormatted(value, kinds, out unit);
    }

    private static ValueKinds ClassifyFormatted(ReadOnlySpan<byte> value, ValueKinds plain, out int unit)
    {
        unit = 0;
        var (isDot, isComma) = (plain.HasFlag(ValueKinds.DotNumber), plain.HasFlag(ValueKinds.CommaNumber));
        var kinds = (isDot ? ValueKinds.DotFormatted : ValueKinds.None) | (isComma ? ValueKinds.CommaFormatted : ValueKinds.None);
        // A plain number with one mark is ambiguous only if three digits follow it.
        if (plain != ValueKinds.None && (value.Length < 5 || value[^4] is not ((byte)'.' or (byte)',')))
        {
            return kinds;
        }

        if (!isDot && FormattedNumberParser.TryParse(value, '.', out _, out var dotUnit))
        {
            unit = dotUnit;
            kinds |= ValueKinds.DotFormatted;
        }

        if (!isComma && FormattedNumberParser.TryParse(value, ',', out _, out var commaUnit))
        {
            unit = commaUnit;
            kinds |= ValueKinds.CommaFormatted;
        }

        return kinds;
    }
}
