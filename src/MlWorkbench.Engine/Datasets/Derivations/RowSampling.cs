namespace MlWorkbench.Engine.Datasets.Derivations;

/// <summary>A random sample of rows, in their original order. Equal seeds give equal samples.</summary>
/// <param name="Rows">Sample size. If the table has fewer rows, all are used.</param>
public sealed record RowSampling(int Rows, int Seed = 1);
