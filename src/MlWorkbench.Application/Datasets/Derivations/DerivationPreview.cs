using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Application.Datasets.Derivations;

/// <summary>What a derivation would give.</summary>
/// <param name="Rows">How many.</param>
/// <param name="First">The first of them.</param>
public sealed record DerivationPreview(int Rows, Table First);
