namespace MlWorkbench.Application.Evaluations;

/// <summary>A metric over the compared runs.</summary>
public sealed record ComparedMetric(string Name, string Title, bool HigherIsBetter, IReadOnlyList<ComparedCell> Cells);
