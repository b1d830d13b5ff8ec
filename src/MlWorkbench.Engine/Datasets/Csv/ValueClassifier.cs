namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Tells what a value that is not missing can be read as.</summary>
internal static class ValueClassifier
{
    public static ValueKinds Classify(ReadOnlySpan<byte> value)
    {
        var first = (char)value[0];
        if (char.IsAsciiDigit(first))
        {
            return NumberParser.Classify(value) is var number and not ValueKinds.None ? number : DateParser.Classify(value);
        }

        return first is '-' or '+' or '.' or ','
            ? NumberParser.Classify(value)
            : char.IsAsciiLetter(first) ? DateParser.Classify(value) : ValueKinds.None;
    }
}
