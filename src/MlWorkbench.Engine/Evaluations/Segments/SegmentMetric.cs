namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>The search metric on the rows of one segment.</summary>
/// <param name="Column">The segment column.</param>
/// <param name="Level">The level, or a range like <c>10 – 25</c> for a numeric column; null for missing.</param>
/// <param name="Metric">Null where the segment is too small or holds one class only.</param>
/// <param name="Note">Why there is no metric, or "too few rows to compare" when its interval says little.</param>
public sealed record SegmentMetric(string Column, string? Level, int Rows, MetricValue? Metric, string? Note = null);
