namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>Two models on the rows of one segment.</summary>
/// <param name="Level">The level or range. Null for the rows without a value.</param>
/// <param name="Metric">The gain. Null if the segment is too small for the metric.</param>
/// <param name="Outcome">
/// The outcome. Beyond noise means significant after correction for the number of compared segments (Benjamini and Hochberg 1995, 5 %).
/// </param>
public sealed record SegmentComparison(string Column, string? Level, int Rows, MetricGain? Metric, ComparisonOutcome Outcome, string? Note = null);
