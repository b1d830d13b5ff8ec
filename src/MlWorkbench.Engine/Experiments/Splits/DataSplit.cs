namespace MlWorkbench.Engine.Experiments.Splits;

/// <summary>How the labelled rows are divided: a test split set aside first, and folds over the rest.</summary>
/// <param name="Train">Rows for training and validation.</param>
/// <param name="Test">Rows scored at the end only; empty without a test split.</param>
/// <param name="Folds">One for holdout; of repeated k-fold those of every repeat, one after the other. A row may be validated in several folds (repeated k-fold) or in none (time).</param>
/// <param name="CoversAllRows">Every training row is validated in some fold, so that the bag of fold models has seen all rows.</param>
/// <param name="Repeats">How often all rows are dealt into folds.</param>
public sealed record DataSplit(ValidationKind Kind, int[] Train, int[] Test, IReadOnlyList<Fold> Folds, bool CoversAllRows, string Reason, int Repeats = 1)
{
    /// <summary>Rows that some fold validates, ascending.</summary>
    public int[] ValidatedRows { get; } = [.. Folds.SelectMany(fold => fold.Validation).Distinct().Order()];
}
