namespace MlWorkbench.Engine.Datasets.Derivations;

/// <summary>Rows drawn by chance, each with the same chance, in their order; the same seed draws the same rows.</summary>
/// <param name="Rows">How many; all where there are no more.</param>
public sealed record RowDraw(int Rows, int Seed = 1);
