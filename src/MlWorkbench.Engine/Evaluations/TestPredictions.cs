using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Evaluations;

/// <summary>What a model said of the rows of the test split, with all that is needed to hold it against another model row by row.</summary>
/// <param name="RowNumbers">Row of the dataset version for each test row, from 0.</param>
/// <param name="Segments">The segments that each row is in: one column of levels per segment column.</param>
public sealed record TestPredictions(int[] RowNumbers, Actuals Actuals, Predictions Predictions, Table Segments)
{
    /// <summary>Whether both are of the same rows with the same truth, provided that they come from the same dataset version.</summary>
    public bool IsOnSameRows(TestPredictions other) =>
        Actuals.Task == other.Actuals.Task
        && RowNumbers.AsSpan().SequenceEqual(other.RowNumbers)
        && Actuals.Values.AsSpan().SequenceEqual(other.Actuals.Values)
        && Actuals.Classes.SequenceEqual(other.Actuals.Classes, StringComparer.Ordinal);
}
