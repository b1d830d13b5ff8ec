using MlWorkbench.Scoring.Features;

namespace MlWorkbench.Engine.Features;

/// <summary>A fitted text score before its feature pipeline scales it.</summary>
/// <param name="OutOfFold">Scores of the training rows, row after row, each fitted without its fold.</param>
internal sealed record TextScore(TextVocabulary Vocabulary, RidgeWeights Whole, float[] OutOfFold)
{
    public FittedStep ToStep(FeatureKind kind, string column, EncodingTarget target)
    {
        var scales = FeatureScale.Of(kind, OutOfFold, target.Outputs);
        var step = new TextScoreStep(
            column,
            [.. target.Suffixes.Select(suffix => $"{column} words{suffix}")],
            Vocabulary,
            [.. Whole.Weights.Select((weight, i) => (float)(weight / scales[i % target.Outputs].StandardDeviation))],
            [.. Whole.Intercepts.Select((intercept, output) => (intercept - scales[output].Mean) / scales[output].StandardDeviation)]);
        return new FittedStep(step, [.. OutOfFold.Select((score, i) => scales[i % target.Outputs].Apply(score))]);
    }
}
