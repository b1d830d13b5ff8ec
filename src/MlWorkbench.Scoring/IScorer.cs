using MlWorkbench.Scoring.Contributions;
using MlWorkbench.Scoring.Data;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Scoring;

/// <summary>Scores rows of one signature. Serving, evaluation and monitoring know a model only as a scorer. Thread-safe.</summary>
public interface IScorer
{
    /// <summary>Inputs and outputs.</summary>
    ModelSignature Signature { get; }

    /// <summary>Converts rows from callers.</summary>
    SignatureCheck Check { get; }

    /// <summary>
    /// Signature of history rows: the times, groups and values that the scorer looks back at, including those of the target. Null if it does not look back,
    /// or if its history cannot be extended.
    /// </summary>
    ModelSignature? History { get; }

    /// <summary>Returns the same scorer with these rows in its history. A scored row uses those that are strictly earlier.</summary>
    /// <param name="rows">Rows whose columns are matched with those of <see cref="History"/> by name. Other columns are ignored.</param>
    /// <exception cref="SignatureException">A column is missing, or a value does not match the type of its column.</exception>
    IScorer WithHistory(Table rows);

    /// <summary>Scores all rows of a table, row after row. Columns are matched by name, and other columns are ignored.</summary>
    /// <returns>Per row, as many numbers as the signature has outputs.</returns>
    /// <exception cref="SignatureException">A column is missing, or a value does not match the type of its column.</exception>
    double[] Score(Table rows);

    /// <summary>Scores one row, with the same result as in a table.</summary>
    /// <param name="outputs">Receives as many numbers as the signature has outputs.</param>
    void Score(ScoringRow row, Span<double> outputs);

    /// <summary>
    /// Computes the contributions of the input columns to the score of a row. There is one explanation for regression (in units of the target) and for binary
    /// (log-odds of the positive class), and one per class for multiclass (log-odds of the class). Base value and contributions sum to the result of
    /// <see cref="Score(ScoringRow, Span{double})"/>. Null if the scorer cannot explain its scores.
    /// </summary>
    IReadOnlyList<ScoreExplanation>? Explain(ScoringRow row);
}
