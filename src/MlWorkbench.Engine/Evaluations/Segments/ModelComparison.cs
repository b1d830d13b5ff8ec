namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>A candidate against a reference model, overall and per segment.</summary>
/// <param name="Metric">Name of the metric, see <see cref="Metrics"/>.</param>
/// <param name="Segments">Segments with the largest loss of the candidate first. Segments too small to compare are last.</param>
/// <param name="Paired">
/// If true, both models were evaluated on the same rows and compared row by row, which detects small differences. Otherwise only their intervals are
/// compared.
/// </param>
public sealed record ModelComparison(
    string Metric,
    int Rows,
    MetricGain? Overall,
    ComparisonOutcome Outcome,
    IReadOnlyList<SegmentComparison> Segments,
    bool Paired);
