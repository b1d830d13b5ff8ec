namespace MlWorkbench.Scoring.Preparations;

/// <summary>A column that looks back in time.</summary>
/// <param name="Values">How many values back, or how many of the latest values.</param>
public sealed record HistoryColumn(string Name, HistoryMeasure Measure, int Values);
