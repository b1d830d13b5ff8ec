namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>Two models on the rows of one segment.</summary>
/// <param name="Level">The level or range; null for the rows without a value.</param>
/// <param name="Metric">Null where the segment is too small for the metric.</param>
/// <param name="Outcome">Beyond noise means: the difference stands after allowing for the number of segments looked at (Benjamini and Hochberg 1995, 5 %).</param>
public sealed record SegmentComparison(string Column, string? Level, int Rows, MetricGain? Metric, ComparisonOutcome Outcome, string? Note = null);
