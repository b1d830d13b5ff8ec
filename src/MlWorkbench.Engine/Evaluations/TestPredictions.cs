using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Evaluations;

/// <summary>Predictions of a model for the test split, with all data needed to compare it with another model row by row.</summary>
/// <param name="RowNumbers">Row of the dataset version for each test row, from 0.</param>
/// <param name="Segments">The segments of each row: one column of levels per segment column.</param>
public sealed record TestPredictions(int[] RowNumbers, Actuals Actuals, Predictions Predictions, Table Segments)
{
    /// <summary>Checks whether both have the same rows and actual values, provided that they are from the same dataset version.</summary>
    public bool IsOnSameRows(TestPredictions other) =>
        Actuals.Task == other.Actuals.Task
        && RowNumbers.AsSpan().SequenceEqual(other.RowNumbers)
        && Actuals.Values.AsSpan().SequenceEqual(other.Actuals.Values)
        && Actuals.Classes.SequenceEqual(other.Actuals.Classes, StringComparer.Ordinal);
}
