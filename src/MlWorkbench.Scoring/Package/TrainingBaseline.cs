namespace MlWorkbench.Scoring.Package;

/// <summary>How each input column was distributed in training; no rows can be read from it.</summary>
public sealed record TrainingBaseline(long Rows, IReadOnlyList<BaselineColumn> Columns);
