using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>One metric of the candidate beside that of the version in Production.</summary>
/// <param name="Champion">Null where Production is empty or was not measured by this metric.</param>
/// <param name="Gain">Positive: the candidate is better, whichever way the metric points.</param>
public sealed record MetricComparison(MetricValue Candidate, MetricValue? Champion, double? Gain, ComparisonOutcome Outcome);
