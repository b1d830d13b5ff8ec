namespace MlWorkbench.Engine.Datasets;

/// <summary>How much of a text file was read where reading all of it would have taken too long.</summary>
/// <param name="Pieces">Runs of whole rows, spread evenly over the file.</param>
/// <param name="ReadBytes">Their length.</param>
/// <param name="AllBytes">The file's length.</param>
public sealed record FileExcerpt(int Pieces, long ReadBytes, long AllBytes);
