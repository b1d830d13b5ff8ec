namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>Lengths of the texts of a column in characters (UTF-16 code units), each row counted.</summary>
public sealed record TextLengths(int Shortest, double Mean, int Longest);
