namespace MlWorkbench.Engine.Experiments;

/// <summary>A column that the search does not use, with the reason.</summary>
public sealed record DroppedColumn(string Name, string Reason);
