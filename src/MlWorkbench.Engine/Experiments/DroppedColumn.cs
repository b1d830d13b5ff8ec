namespace MlWorkbench.Engine.Experiments;

/// <summary>A column that the search does not learn from, and why.</summary>
public sealed record DroppedColumn(string Name, string Reason);
