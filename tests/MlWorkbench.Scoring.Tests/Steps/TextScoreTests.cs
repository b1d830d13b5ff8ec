using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Scoring.Tests.Steps;

public sealed class TextScoreTests
{
    [Fact]
    public void Collect_TwoWords_WordsPairAndRuns()
    {
        var grams = new List<ulong>();
        TextGrams.Collect("Ab, cde!", grams);
        // Words: ab, cde; pair: ab cde; runs of 4: " ab ", " cde", "cde ".
        Assert.Equal(3, grams.Count(gram => !TextGrams.IsRun(gram)));
        Assert.Equal(3, grams.Count(TextGrams.IsRun));
        Assert.Equal(grams.Count, grams.Distinct().Count());
    }

    [Theory]
    [InlineData("good value", "GOOD  value!")]
    [InlineData("Über 100", "über—100")]
    public void Collect_CaseAndPunctuation_DoNotMatter(string one, string other)
    {
        var (first, second) = (new List<ulong>(), new List<ulong>());
        TextGrams.Collect(one, first);
        TextGrams.Collect(other, second);
        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ,;!?")]
    [InlineData("\ud800\udc00\ud800")]
    public void Collect_NoLetters_Nothing(string text)
    {
        var grams = new List<ulong>();
        TextGrams.Collect(text, grams);
        Assert.Empty(grams);
    }

    [Fact]
    public void Collect_HugeText_ReadsOnlyItsStart()
    {
        var (short_, long_) = (new List<ulong>(), new List<ulong>());
        TextGrams.Collect(new string('a', TextGrams.MaxCharacters), short_);
        TextGrams.Collect(new string('a', 5_000_000), long_);
        Assert.Equal(short_.Count, long_.Count);
    }

    [Fact]
    public void Vectorise_KnownGrams_TfIdfOfLengthOne()
    {
        var grams = new List<ulong>();
        TextGrams.Collect("cat dog", grams);
        var words = grams.Where(gram => !TextGrams.IsRun(gram)).ToArray();
        var vocabulary = new TextVocabulary([words[0], words[1]], [2, 1]);
        var vector = new SparseVector();
        vocabulary.Vectorise("Dog cat, cat! bird", vector);

        // sklearn.feature_extraction.text.TfidfTransformer(sublinear_tf=True) with idf [2, 1] on counts [2, 1]:
        // v = np.array([(1 + np.log(2)) * 2, 1.0]); v / np.linalg.norm(v)
        Assert.Equal([0, 1], vector.Indices);
        Assert.Equal(0.95905588, vector.Values[0], 1e-6);
        Assert.Equal(0.28321692, vector.Values[1], 1e-6);
    }

    [Fact]
    public void Apply_UnknownWordsOrMissing_TheIntercept()
    {
        var step = new TextScoreStep("x", ["x words"], new TextVocabulary([2], [1]), [5], [0.25]);
        Assert.Equal([0.25f], step.ApplyTo(new CategoricalColumn("x", ColumnType.Text, [-1], [])));
        Assert.Equal([0.25f], step.ApplyTo(new CategoricalColumn("x", ColumnType.Text, [0], ["nothing known"])));
    }
}
