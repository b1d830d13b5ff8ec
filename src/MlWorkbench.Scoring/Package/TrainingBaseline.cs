namespace MlWorkbench.Scoring.Package;

/// <summary>How the training rows were distributed, the reference of drift checks; no rows can be read from it.</summary>
/// <param name="Rows">Training rows; rows of the test split are not among them.</param>
/// <param name="Columns">The input columns.</param>
/// <param name="Target">The target of the training rows.</param>
/// <param name="Prediction">What the model predicted for rows that it had not seen in training.</param>
/// <param name="LeastRows">Rows behind each level and number, at least; 0 in packages of older programs, which drift checks do not use.</param>
public sealed record TrainingBaseline(
    long Rows,
    IReadOnlyList<BaselineColumn> Columns,
    BaselineColumn? Target = null,
    BaselineColumn? Prediction = null,
    int LeastRows = 0);
