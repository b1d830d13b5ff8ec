namespace MlWorkbench.Engine.Datasets.Associations;

/// <summary>A target by each of the other columns.</summary>
/// <param name="Class">The class whose share is computed. Null if the target is a number, whose mean is computed.</param>
/// <param name="Overall">The share or mean over all rows with a target.</param>
public sealed record TargetRates(string Target, string? Class, double Overall, long Rows, IReadOnlyList<ColumnAgainstTarget> Columns);
