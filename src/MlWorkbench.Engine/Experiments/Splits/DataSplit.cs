namespace MlWorkbench.Engine.Experiments.Splits;

/// <summary>Division of the labelled rows: a test split set aside first, and folds over the remaining rows.</summary>
/// <param name="Train">Rows for training and validation.</param>
/// <param name="Test">Rows scored only at the end. Empty without a test split.</param>
/// <param name="Folds">
/// One fold for holdout, and the folds of all repeats for repeated k-fold. A row can be validated in several folds (repeated k-fold) or in none (time).
/// </param>
/// <param name="CoversAllRows">Whether every training row is validated in a fold, so that the bag of fold models was trained on all rows.</param>
/// <param name="Repeats">Number of repeated splits of all rows into folds.</param>
public sealed record DataSplit(ValidationKind Kind, int[] Train, int[] Test, IReadOnlyList<Fold> Folds, bool CoversAllRows, Statement Reason, int Repeats = 1)
{
    /// <summary>Rows that a fold validates, in ascending order.</summary>
    public int[] ValidatedRows { get; } = [.. Folds.SelectMany(fold => fold.Validation).Distinct().Order()];
}
