namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>The search metric in one segment across the compared runs.</summary>
/// <param name="Level">Null for the rows with a missing value.</param>
public sealed record ComparedSegment(string Column, string? Level, int Rows, IReadOnlyList<ComparedCell> Cells);
