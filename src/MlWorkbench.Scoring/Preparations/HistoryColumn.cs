namespace MlWorkbench.Scoring.Preparations;

/// <summary>A column that looks back in time.</summary>
/// <param name="Values">Distance of the earlier value, or number of latest values.</param>
public sealed record HistoryColumn(string Name, HistoryMeasure Measure, int Values);
