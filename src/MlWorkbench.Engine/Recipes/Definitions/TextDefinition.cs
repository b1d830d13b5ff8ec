using System.Runtime.InteropServices;
using MlWorkbench.Engine.Recipes.Preparing;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Preparations;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>The words of a text, and runs of neighbouring words, as columns.</summary>
/// <param name="Words">Maximum number of neighbouring words that are counted together.</param>
/// <param name="Columns">Maximum number of columns.</param>
/// <param name="Keep">Whether the text remains in addition to its words.</param>
public sealed record TextDefinition(
    string Column,
    TextMethod Method = TextMethod.Vocabulary,
    int Words = 1,
    int Columns = 50,
    bool Keep = false) : StepDefinition
{
    /// <summary>Maximum number of columns of one step.</summary>
    public const int MaxColumns = 500;

    private const int FewestTexts = 2;

    public override string Describe() => $"{(Method == TextMethod.Hashed ? "Hashed words" : "Frequent words")} of {Column} in {Columns} columns";

    internal override void Check(RecipeColumns columns)
    {
        columns.Require(Column, ColumnUse.Texts);
        if (Words is < 1 or > WordGrams.MaxWords)
        {
            throw Wrong($"1 to {WordGrams.MaxWords} neighbouring words can be counted together, not {Words}.", Column);
        }

        if (Columns is < 1 or > MaxColumns)
        {
            throw Wrong($"The words of '{Column}' can be counted in 1 to {MaxColumns} columns, not {Columns}.", Column);
        }

        columns.Encode(Column, "words", Keep);
    }

    internal override FittedDefinition Fit(TrainingRows rows) =>
        new(Method == TextMethod.Hashed ? new HashedWordsStep(Column, Words, Columns, Keep) : FitVocabulary(rows.Levels(Column)));

    private KnownWordsStep FitVocabulary(CategoricalColumn column)
    {
        var texts = CountTexts(column);
        var chosen = texts
            .Where(gram => gram.Value.Texts >= FewestTexts)
            .OrderByDescending(gram => gram.Value.Texts).ThenBy(gram => gram.Key, StringComparer.Ordinal)
            .Take(Columns)
            .ToArray();
        return chosen.Length == 0
            ? throw Wrong($"No word of '{Column}' occurs in two training rows.", Column)
            : new KnownWordsStep(Column, Words, Array.ConvertAll(chosen, gram => gram.Key), Array.ConvertAll(chosen, gram => Math.Log((1.0 + column.Length) / (1 + gram.Value.Texts)) + 1), Keep);
    }

    private Dictionary<string, (int Texts, int Last)> CountTexts(CategoricalColumn column)
    {
        var texts = new Dictionary<string, (int Texts, int Last)>(StringComparer.Ordinal);
        var bySpan = texts.GetAlternateLookup<ReadOnlySpan<char>>();
        var counts = ColumnLevelCounts.Of(column);
        for (var i = 0; i < counts.Levels.Length; i++)
        {
            var text = WordGrams.Normalise(counts.Levels[i]);
            foreach (var gram in WordGrams.Find(text, Words))
            {
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(bySpan, text.AsSpan()[gram], out var known);
                if (!known || count.Last != i)
                {
                    count = (count.Texts + counts.Rows[i], i);
                }
            }
        }

        return texts;
    }
}
