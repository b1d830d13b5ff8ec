namespace MlWorkbench.Engine.Datasets;

/// <summary>Limit for reading a part of a file.</summary>
/// <param name="Bytes">Total length of the pieces. A shorter text file is read completely.</param>
/// <param name="Cells">Maximum number of values. Reading stops after the pieces that contain them.</param>
/// <param name="Seed">Seed of the pieces. Equal seeds select equal pieces.</param>
public sealed record ExcerptLimit(long Bytes, int Cells, int Seed);
