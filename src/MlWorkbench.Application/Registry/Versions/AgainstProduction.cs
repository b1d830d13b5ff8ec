using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Registry.Versions;

/// <summary>A registered run against the version that is in Production of the same model.</summary>
/// <param name="RunId">The run behind the Production version.</param>
/// <param name="Verdict">A sentence: overall, and the segments in which it loses.</param>
/// <param name="Paired">Both were judged on the same test rows and compared row by row; otherwise by their intervals.</param>
public sealed record AgainstProduction(string Model, int Version, Guid RunId, string Verdict, ComparisonOutcome Outcome, bool Paired, bool LosesInSegments);
