namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>A candidate against a reference model, overall and per segment.</summary>
/// <param name="Metric">Name of the metric, see <see cref="Metrics"/>.</param>
/// <param name="Segments">Where the candidate loses most first; segments too small to compare last.</param>
/// <param name="Paired">Both models were judged on the very same rows, row by row: small differences show. Otherwise only their intervals are compared.</param>
public sealed record ModelComparison(
    string Metric,
    int Rows,
    MetricGain? Overall,
    ComparisonOutcome Outcome,
    IReadOnlyList<SegmentComparison> Segments,
    bool Paired);
