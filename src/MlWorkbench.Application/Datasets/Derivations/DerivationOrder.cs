using MlWorkbench.Engine.Datasets.Derivations;

namespace MlWorkbench.Application.Datasets.Derivations;

/// <summary>What shall be made of a version.</summary>
/// <param name="JoinDataset">The dataset of the join, where there is one.</param>
/// <param name="JoinVersion">Left out: its newest version.</param>
public sealed record DerivationOrder(Derivation Steps, string? JoinDataset = null, int? JoinVersion = null);
