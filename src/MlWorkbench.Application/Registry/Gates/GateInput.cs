using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>What the promotion gates look at.</summary>
/// <param name="AgainstBaseline">Candidate against its experiment's baseline by the search metric on the test split; null without one.</param>
/// <param name="Comparison">Candidate against Production by the search metric; null when there is nothing to compare.</param>
/// <param name="SignatureChanges">Null when nothing is in Production.</param>
internal sealed record GateInput(
    VersionEvidence Candidate,
    VersionEvidence? Champion,
    ModelComparison? AgainstBaseline,
    ModelComparison? Comparison,
    IReadOnlyList<SignatureChange>? SignatureChanges);
