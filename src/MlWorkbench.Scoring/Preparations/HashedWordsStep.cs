using System.Globalization;
using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>
/// Counts the words of a text in a fixed number of columns, each word in the column of its hash (Weinberger et al. 2009). It needs no training, and no word
/// is unknown.
/// </summary>
public sealed class HashedWordsStep : LevelToNumbersStep
{
    /// <param name="words">Maximum number of neighbouring words that are counted together.</param>
    /// <param name="columns">Number of columns that it writes.</param>
    public HashedWordsStep(string column, int words, int columns, bool keep)
        : base(column, keep)
    {
        if (words is < 1 or > WordGrams.MaxWords || columns is < 1 or > Preparation.MaxColumns)
        {
            throw new ArgumentException($"Column '{column}' cannot be hashed by {words} words into {columns} columns.");
        }

        (Words, Columns) = (words, columns);
        Outputs = Numbers(Enumerable.Range(1, columns).Select(number => string.Create(CultureInfo.InvariantCulture, $"{column} words {number}")));
    }

    public int Words { get; }

    public int Columns { get; }

    [JsonIgnore]
    public override IReadOnlyList<PreparedColumn> Outputs { get; }

    protected override void Write(string? level, Span<double> numbers)
    {
        numbers.Clear();
        var text = WordGrams.Normalise(level ?? "");
        foreach (var gram in WordGrams.Find(text, Words))
        {
            numbers[(int)(WordGrams.Hash(text.AsSpan()[gram]) % (ulong)numbers.Length)]++;
        }

        WordGrams.Weigh(numbers, []);
    }
}
