using System.Runtime.InteropServices;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Engine.Features;

/// <summary>
/// Selects the grams of a text score: those in most texts, and in at least <see cref="FewestTexts"/>, with words and character runs separate.
/// </summary>
internal static class TextVocabularyFit
{
    private const int FewestTexts = 2;

    public static TextVocabulary Fit(CategoricalColumn column, int maxGrams)
    {
        var texts = CountTexts(column);
        var frequent = texts.Where(pair => pair.Value.Texts >= FewestTexts).OrderByDescending(pair => pair.Value.Texts).ThenBy(pair => pair.Key).ToList();
        ulong[] chosen =
        [
            .. frequent.Where(pair => !TextGrams.IsRun(pair.Key)).Take(maxGrams).Select(pair => pair.Key),
            .. frequent.Where(pair => TextGrams.IsRun(pair.Key)).Take(maxGrams).Select(pair => pair.Key),
        ];
        return new TextVocabulary(chosen, Array.ConvertAll(chosen, gram => (float)(Math.Log((1.0 + column.Length) / (1 + texts[gram].Texts)) + 1)));
    }

    private static Dictionary<ulong, GramCount> CountTexts(CategoricalColumn column)
    {
        var texts = new Dictionary<ulong, GramCount>();
        var grams = new List<ulong>();
        var counts = ColumnLevelCounts.Of(column);
        for (var i = 0; i < counts.Levels.Length; i++)
        {
            grams.Clear();
            TextGrams.Collect(counts.Levels[i], grams);
            foreach (var gram in grams)
            {
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(texts, gram, out var known);
                if (!known || count.LastText != i)
                {
                    count = new GramCount(count.Texts + counts.Rows[i], i);
                }
            }
        }

        return texts;
    }

    private readonly record struct GramCount(int Texts, int LastText);
}
