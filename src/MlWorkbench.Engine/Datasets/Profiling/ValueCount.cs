namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>A value and how many rows have it. Long texts are cut, with an ellipsis at their end.</summary>
public sealed record ValueCount(string Value, long Count);
