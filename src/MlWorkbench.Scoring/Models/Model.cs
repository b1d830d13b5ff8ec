using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Scoring.Models;

/// <summary>A fitted model over a row of features. Thread-safe.</summary>
public abstract class Model
{
    /// <summary>Number of features per row.</summary>
    public abstract int Features { get; }

    /// <summary>Outputs per row: one for regression, otherwise a probability per class (two for binary), which sum to 1.</summary>
    public abstract int Outputs { get; }

    /// <summary>
    /// Scores that contributions sum to: one for regression (in units of the target) and binary (log-odds of the positive class), otherwise one per class,
    /// whose softmax is the output.
    /// </summary>
    public abstract int RawScores { get; }

    public abstract void Score(ReadOnlySpan<float> features, Span<double> outputs);

    /// <summary>
    /// Scores all rows, row after row in <paramref name="outputs"/>. Each row is scored exactly as by <see cref="Score(ReadOnlySpan{float}, Span{double})"/>.
    /// </summary>
    public virtual void Score(FeatureMatrix features, Span<double> outputs)
    {
        for (var row = 0; row < features.Rows; row++)
        {
            Score(features.Row(row), outputs.Slice(row * Outputs, Outputs));
        }
    }

    /// <summary>
    /// Computes the contributions to the scores of a row: for each of <see cref="RawScores"/> one number per feature and, last, the base value.
    /// Their sum is the raw score.
    /// </summary>
    public abstract void Explain(ReadOnlySpan<float> features, Span<double> contributions);
}
