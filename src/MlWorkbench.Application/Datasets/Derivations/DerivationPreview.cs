using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Application.Datasets.Derivations;

/// <summary>Preview of a derivation's result.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="First">The first rows.</param>
public sealed record DerivationPreview(int Rows, Table First);
