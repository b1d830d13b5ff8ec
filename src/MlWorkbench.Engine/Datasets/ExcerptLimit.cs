namespace MlWorkbench.Engine.Datasets;

/// <summary>How much of a file may be read.</summary>
/// <param name="Bytes">A text file that is longer is read in pieces of this length together.</param>
/// <param name="Cells">Values that are wanted at most: no more pieces are read than hold them.</param>
/// <param name="Seed">The same seed reads the same pieces.</param>
public sealed record ExcerptLimit(long Bytes, int Cells, int Seed);
