namespace MlWorkbench.Engine.Datasets.Profiling;

/// <summary>A value and how many rows have it. Long texts are cut.</summary>
public sealed record ValueCount(string Value, long Count);
