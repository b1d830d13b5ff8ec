using System.Runtime.CompilerServices;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Iterates over the rows of delimited text as bytes. A line break ends a row unless it is inside quotes. Empty lines are not rows.</summary>
internal ref struct RowWalk(ReadOnlySpan<byte> text, char delimiter, int start = 0)
{
    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>Start of the next row.</summary>
    public int Position { get; private set; } = SkipBreaks(text, start);

    /// <summary>Moves to the next row. Returns false if the text ends before the row does.</summary>
    /// <param name="values">Number of values in the row.</param>
    [MethodImpl(Compilation.AtOnce)]
    public bool Next(out int values)
    {
        values = 1;
        var place = RowPlace.ValueStart;
        for (var i = Position; i < _text.Length; i++)
        {
            var character = _text[i];
            if (place != RowPlace.Quoted && IsBreak(character))
            {
                Position = SkipBreaks(_text, i);
                return true;
            }

            place = After(place, character, delimiter);
            values += place == RowPlace.ValueStart && character == delimiter ? 1 : 0;
        }

        return false;
    }

    /// <summary>
    /// The first row that begins after the start of the text, for any start inside a row, quoted or not. All possible states at the start are followed
    /// until they agree (speculative parsing; Ge, Li, Eilebrecht, Chandramouli and Kossmann 2019). Null if they never do.
    /// </summary>
    [MethodImpl(Compilation.AtOnce)]
    public static int? Synchronise(ReadOnlySpan<byte> text, char delimiter)
    {
        // Without any quote, the text is not treated as the middle of a quoted value.
        Span<RowPlace> places = text.Contains((byte)'"')
            ? [RowPlace.ValueStart, RowPlace.Value, RowPlace.AfterQuote, RowPlace.Quoted]
            : [RowPlace.ValueStart, RowPlace.Value, RowPlace.AfterQuote];
        for (var i = 0; i < text.Length; i++)
        {
            var isOne = !places.ContainsAnyExcept(places[0]);
            if (isOne && places[0] != RowPlace.Quoted && IsBreak(text[i]))
            {
                return SkipBreaks(text, i);
            }

            foreach (ref var place in places)
            {
                place = After(place, text[i], delimiter);
            }
        }

        return null;
    }

    // Quotes inside an unquoted value are part of it, and so is text after a closing quote.
    private static RowPlace After(RowPlace place, byte character, char delimiter)
    {
        if (character == '"' && place != RowPlace.Value)
        {
            return place == RowPlace.Quoted ? RowPlace.AfterQuote : RowPlace.Quoted;
        }

        if (place == RowPlace.Quoted)
        {
            return RowPlace.Quoted;
        }

        var isStart = character == delimiter || IsBreak(character) || (character == ' ' && place == RowPlace.ValueStart);
        return isStart ? RowPlace.ValueStart : RowPlace.Value;
    }

    private static bool IsBreak(byte character) => character is (byte)'\n' or (byte)'\r';

    private static int SkipBreaks(ReadOnlySpan<byte> text, int from)
    {
        while (from < text.Length && IsBreak(text[from]))
        {
            from++;
        }

        return from;
    }

    private enum RowPlace : byte
    {
        ValueStart,
        Value,
        Quoted,
        AfterQuote,
    }
}
