namespace MlWorkbench.Engine.Datasets.Associations;

/// <summary>A target by the bins or levels of one column.</summary>
/// <param name="Groups">In the order of the bins; levels by their rows, most first, the rest together as <c>other</c>; missing last.</param>
/// <param name="Spread">Weighted standard deviation of the groups' values, in the unit of the target: how much the column separates it.</param>
public sealed record ColumnAgainstTarget(string Column, IReadOnlyList<TargetGroup> Groups, double Spread);
