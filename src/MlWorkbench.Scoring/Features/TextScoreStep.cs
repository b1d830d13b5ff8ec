using System.Text.Json.Serialization;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring.Features;

/// <summary>
/// Predictions of a linear model over the words of a text: one score per feature, and the intercept for 0 words. A missing value counts as an empty text.
/// </summary>
public sealed class TextScoreStep : LevelStep
{
    [ThreadStatic]
    private static SparseVector? _buffer;

    /// <param name="weights">Weights, one per gram of the vocabulary and feature, gram after gram.</param>
    public TextScoreStep(string column, IReadOnlyList<string> outputs, TextVocabulary vocabulary, float[] weights, double[] intercepts)
        : base(column)
    {
        if (weights.Length != vocabulary.Grams.Length * outputs.Count || intercepts.Length != outputs.Count)
        {
            throw new ArgumentException($"The text score of column '{column}' does not fit its {vocabulary.Grams.Length} grams and {outputs.Count} features.");
        }

        (Outputs, Vocabulary, Weights, Intercepts) = (outputs, vocabulary, weights, intercepts);
    }

    public override IReadOnlyList<string> Outputs { get; }

    public TextVocabulary Vocabulary { get; }

    [JsonConverter(typeof(Base64Singles))]
    public float[] Weights { get; }

    public double[] Intercepts { get; }

    protected override void Write(string? text, Span<float> features)
    {
        var vector = _buffer ??= new SparseVector();
        Vocabulary.Vectorise(text ?? "", vector);
        for (var output = 0; output < features.Length; output++)
        {
            var score = Intercepts[output];
            for (var i = 0; i < vector.Indices.Count; i++)
            {
                score += (double)vector.Values[i] * Weights[(vector.Indices[i] * features.Length) + output];
            }

            features[output] = NumberStep.ToSingle(score);
        }
    }
}
