namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>The search metric on the rows of one segment.</summary>
/// <param name="Column">The segment column.</param>
/// <param name="Level">The level, or a range such as <c>10 – 25</c> for a numeric column. Null for missing values.</param>
/// <param name="Metric">The metric. Null if the segment is too small or has only one class.</param>
/// <param name="Note">The reason for a missing metric, or "too few rows to compare" if the interval is too wide.</param>
public sealed record SegmentMetric(string Column, string? Level, int Rows, MetricValue? Metric, string? Note = null);
