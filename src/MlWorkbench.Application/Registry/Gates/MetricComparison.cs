using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>One metric of the candidate next to that of the version in Production.</summary>
/// <param name="Champion">Null if Production is empty or was not measured by this metric.</param>
/// <param name="Gain">Positive if the candidate is better, regardless of the metric's direction.</param>
public sealed record MetricComparison(MetricValue Candidate, MetricValue? Champion, double? Gain, ComparisonOutcome Outcome);
