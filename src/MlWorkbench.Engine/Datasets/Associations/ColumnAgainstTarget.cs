namespace MlWorkbench.Engine.Datasets.Associations;

/// <summary>A target by the bins or levels of one column.</summary>
/// <param name="Groups">Bins in ascending order; levels by number of rows, the others together as <c>other</c>; missing values last.</param>
/// <param name="Spread">Weighted standard deviation of the groups' values, in the unit of the target: the separation of the target by the column.</param>
public sealed record ColumnAgainstTarget(string Column, IReadOnlyList<TargetGroup> Groups, double Spread);
