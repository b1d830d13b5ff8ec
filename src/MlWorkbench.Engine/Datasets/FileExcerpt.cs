namespace MlWorkbench.Engine.Datasets;

/// <summary>The part of a text file that was read because reading all of it would have taken too long.</summary>
/// <param name="Pieces">Runs of whole rows, spread evenly over the file.</param>
/// <param name="ReadBytes">Total length of the pieces.</param>
/// <param name="AllBytes">The file's length.</param>
public sealed record FileExcerpt(int Pieces, long ReadBytes, long AllBytes);
