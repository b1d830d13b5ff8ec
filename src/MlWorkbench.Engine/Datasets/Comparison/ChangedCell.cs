namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>A value before and after. Null if missing.</summary>
public sealed record ChangedCell(string Column, string? Before, string? After);
