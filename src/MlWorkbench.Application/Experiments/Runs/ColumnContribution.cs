namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A column's share in one prediction.</summary>
/// <param name="Value">The row's value as text. Null if it is missing.</param>
public sealed record ColumnContribution(string Column, string? Value, double Contribution);
