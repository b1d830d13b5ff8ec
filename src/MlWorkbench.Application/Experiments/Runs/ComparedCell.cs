using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>A run's value next to the base's.</summary>
/// <param name="Value">Null if the run has no value.</param>
/// <param name="Gain">Improvement over the base, in units of the metric; positive is better. Null for the base.</param>
/// <param name="Note">The reason for a missing value, or a note that the rows are too few to compare.</param>
public sealed record ComparedCell(MetricValue? Value, int Rows, double? Gain, ComparisonOutcome Outcome, string? Note = null);
