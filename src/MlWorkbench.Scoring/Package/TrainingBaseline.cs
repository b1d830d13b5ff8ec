namespace MlWorkbench.Scoring.Package;

/// <summary>The distribution of the training rows, the reference of drift checks. No single row can be read from it.</summary>
/// <param name="Rows">Number of training rows, without the test split.</param>
/// <param name="Columns">The input columns.</param>
/// <param name="Target">The target of the training rows.</param>
/// <param name="Prediction">Predictions of the model for rows that were not used for training.</param>
/// <param name="LeastRows">Minimum number of rows behind each level and number. 0 in packages of older programs, which drift checks do not use.</param>
public sealed record TrainingBaseline(
    long Rows,
    IReadOnlyList<BaselineColumn> Columns,
    BaselineColumn? Target = null,
    BaselineColumn? Prediction = null,
    int LeastRows = 0);
