using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>The known words of a text, one column each, weighted by their rarity (TF-IDF).</summary>
public sealed class KnownWordsStep : LevelToNumbersStep
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _index;

    /// <param name="words">Maximum number of neighbouring words that are counted together.</param>
    /// <param name="grams">Normalised words and runs of words.</param>
    /// <param name="weights">Weight per gram: ln((1 + texts) / (1 + texts with it)) + 1.</param>
    public KnownWordsStep(string column, int words, IReadOnlyList<string> grams, double[] weights, bool keep)
        : base(column, keep)
    {
        if (words is < 1 or > WordGrams.MaxWords || weights.Length != grams.Count || weights.Any(weight => !double.IsFinite(weight)))
        {
            throw new ArgumentException($"The words of column '{column}' do not fit their weights.");
        }

        (Words, Grams, Weights) = (words, grams, weights);
        _index = IndexOf(grams).GetAlternateLookup<ReadOnlySpan<char>>();
        Outputs = Numbers(grams.Select(gram => $"{column} has {gram}"));
    }

    public int Words { get; }

    public IReadOnlyList<string> Grams { get; }

    public double[] Weights { get; }

    [JsonIgnore]
    public override IReadOnlyList<PreparedColumn> Outputs { get; }

    protected override void Write(string? level, Span<double> numbers)
    {
        numbers.Clear();
        var text = WordGrams.Normalise(level ?? "");
        foreach (var gram in WordGrams.Find(text, Words))
        {
            if (_index.TryGetValue(text.AsSpan()[gram], out var position))
            {
                numbers[position]++;
            }
        }

        WordGrams.Weigh(numbers, Weights);
    }
}
