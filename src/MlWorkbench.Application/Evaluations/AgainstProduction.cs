using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Evaluations;

/// <summary>A registered run against the version that is in Production of the same model.</summary>
/// <param name="RunId">The run behind the Production version.</param>
/// <param name="Verdict">A sentence: overall, and the segments in which it loses.</param>
public sealed record AgainstProduction(string Model, int Version, Guid RunId, string Verdict, ComparisonOutcome Outcome, bool LosesInSegments);
