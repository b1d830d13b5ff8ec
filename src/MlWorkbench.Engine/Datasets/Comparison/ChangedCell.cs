namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>A value before and after; null where missing.</summary>
public sealed record ChangedCell(string Column, string? Before, string? After);
