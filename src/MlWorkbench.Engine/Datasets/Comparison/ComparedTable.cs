namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>One side of a comparison.</summary>
/// <param name="Title">Name of the table in sentences: <c>version 3</c>.</param>
public sealed record ComparedTable(string Title, string ArrowFile);
