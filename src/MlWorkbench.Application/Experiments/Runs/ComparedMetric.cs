namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A metric across the compared runs.</summary>
public sealed record ComparedMetric(string Name, string Title, bool HigherIsBetter, IReadOnlyList<ComparedCell> Cells);
