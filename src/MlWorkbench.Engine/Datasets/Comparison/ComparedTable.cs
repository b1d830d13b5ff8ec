namespace MlWorkbench.Engine.Datasets.Comparison;

/// <summary>One side of a comparison.</summary>
/// <param name="Title">What it is called in sentences: <c>version 3</c>.</param>
public sealed record ComparedTable(string Title, string ArrowFile);
