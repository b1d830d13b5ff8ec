using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Registry.Versions;

/// <summary>Comparison of a registered run with the Production version of the same model.</summary>
/// <param name="RunId">The run behind the Production version.</param>
/// <param name="Verdict">The result in one sentence: overall, and the segments in which the run is worse.</param>
/// <param name="Paired">Whether both were judged on the same test rows and compared row by row. If false, by their intervals.</param>
public sealed record AgainstProduction(string Model, int Version, Guid RunId, string Verdict, ComparisonOutcome Outcome, bool Paired, bool LosesInSegments);
