namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>The search metric in one segment over the compared runs.</summary>
/// <param name="Level">Null for the rows without a value.</param>
public sealed record ComparedSegment(string Column, string? Level, int Rows, IReadOnlyList<ComparedCell> Cells);
