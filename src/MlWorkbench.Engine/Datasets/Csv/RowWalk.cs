using System.Runtime.CompilerServices;

namespace MlWorkbench.Engine.Datasets.Csv;

/// <summary>Goes from row to row over the bytes of delimited text: a line break ends a row unless it is inside quotes. Empty lines are no rows.</summary>
internal ref struct RowWalk(ReadOnlySpan<byte> text, char delimiter, int start = 0)
{
    private readonly ReadOnlySpan<byte> _text = text;

    /// <summary>Where the next row begins.</summary>
    public int Position { get; private set; } = SkipBreaks(text, start);

    /// <summary>False where the text ends before the row does.</summary>
    /// <param name="values">How many values the row has.</param>
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
    /// The first row that begins after the start of the text, wherever in a row, quoted or not, the text starts: all places that it may start at are followed
    /// until they are the same (speculative parsing; Ge, Li, Eilebrecht, Chandramouli and Kossmann 2019). Null where they never are.
    /// </summary>
    [MethodImpl(Compilation.AtOnce)]
    public static int? Synchronise(ReadOnlySpan<byte> text, char delimiter)
    {
        // Without any quote, the text is not taken for the middle of a quoted value.
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

    // Quotes inside a value that does not begin with one are part of it, and so is what follows a closing quote.
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
