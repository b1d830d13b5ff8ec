using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A run's value beside the base's.</summary>
/// <param name="Value">Null where the run has none.</param>
/// <param name="Gain">How much better than the base, in units of the metric and positive when better; null for the base.</param>
/// <param name="Note">Why there is no value, or that the rows are too few to compare.</param>
public sealed record ComparedCell(MetricValue? Value, int Rows, double? Gain, ComparisonOutcome Outcome, string? Note = null);
