namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>A value and its number of rows. Long texts are truncated, with an ellipsis at the end.</summary>
public sealed record ValueCount(string Value, long Count);
