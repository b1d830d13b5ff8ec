using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>Inputs of the promotion gates.</summary>
/// <param name="AgainstBaseline">Candidate against its experiment's baseline by the search metric on the test split. Null without a baseline.</param>
/// <param name="Comparison">Candidate against Production by the search metric. Null if they cannot be compared.</param>
/// <param name="SignatureChanges">Null if Production is empty.</param>
internal sealed record GateInput(
    VersionEvidence Candidate,
    VersionEvidence? Champion,
    ModelComparison? AgainstBaseline,
    ModelComparison? Comparison,
    IReadOnlyList<SignatureChange>? SignatureChanges);
