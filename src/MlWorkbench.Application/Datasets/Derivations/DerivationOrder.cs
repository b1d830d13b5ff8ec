using MlWorkbench.Engine.Datasets.Derivations;

namespace MlWorkbench.Application.Datasets.Derivations;

/// <summary>A requested derivation of a version.</summary>
/// <param name="JoinDataset">The dataset to join. Null without a join.</param>
/// <param name="JoinVersion">If omitted, its newest version is joined.</param>
public sealed record DerivationOrder(Derivation Steps, string? JoinDataset = null, int? JoinVersion = null);
