using MlWorkbench.Scoring;
using MlWorkbench.Scoring.Contributions;
using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Application.Models;

/// <summary>The explanation that callers see, of all explanations of a row.</summary>
internal static class Explanations
{
    /// <summary>The only explanation of the row, or, for several classes, that of the predicted class.</summary>
    /// <param name="outputs">The scorer's outputs for the row.</param>
    /// <exception cref="WorkbenchException"><c>explanation_unavailable</c>: the model cannot explain its scores.</exception>
    public static ScoreExplanation ExplainPredicted(this IScorer scorer, ScoringRow row, double[] outputs)
    {
        var explanations = scorer.Explain(row)
            ?? throw WorkbenchException.Invalid("explanation_unavailable", "This model cannot explain its scores. Ask for predictions without explanations.");
        return explanations.Count == 1 ? explanations[0] : explanations[outputs.IndexOf(outputs.Max())];
    }
}
