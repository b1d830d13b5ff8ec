namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>Lengths of the texts of a column in characters (UTF-16 code units), over all rows.</summary>
public sealed record TextLengths(int Shortest, double Mean, int Longest);
