using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Steps;

namespace MlWorkbench.Engine.Recipes;

/// <summary>Chooses the grams that a text score knows: those in most texts, at least in <see cref="FewestTexts"/>, words and character runs apart.</summary>
internal static class TextVocabularyFit
{
    private const int FewestTexts = 2;

    public static TextVocabulary Fit(CategoricalColumn column, int maxGrams)
    {
        var texts = new Dictionary<ulong, int>();
        var seen = new HashSet<ulong>();
        var grams = new List<ulong>();
        var counts = LevelCounts.Of(column);
        for (var i = 0; i < counts.Levels.Length; i++)
        {
            grams.Clear();
            seen.Clear();
            TextGrams.Collect(counts.Levels[i], grams);
            foreach (var gram in grams)
            {
                if (seen.Add(gram))
                {
                    texts[gram] = texts.GetValueOrDefault(gram) + counts.Rows[i];
                }
            }
        }

        var frequent = texts.Where(pair => pair.Value >= FewestTexts).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).ToList();
        ulong[] chosen =
        [
            .. frequent.Where(pair => !TextGrams.IsRun(pair.Key)).Take(maxGrams).Select(pair => pair.Key),
            .. frequent.Where(pair => TextGrams.IsRun(pair.Key)).Take(maxGrams).Select(pair => pair.Key),
        ];
        return new TextVocabulary(chosen, Array.ConvertAll(chosen, gram => (float)(Math.Log((1.0 + column.Length) / (1 + texts[gram])) + 1)));
    }
}
