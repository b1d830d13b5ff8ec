using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Engine.Evaluations;

/// <summary>The evaluation of a model on one set of rows.</summary>
/// <param name="Metrics">All metrics of the task, the search metric first.</param>
/// <param name="Segments">The search metric per segment, worst first.</param>
/// <param name="Roc">False positive rate (x) against true positive rate (y); binary only; at most 200 points.</param>
/// <param name="PrecisionRecall">Recall (x) against precision (y); binary only; at most 200 points.</param>
/// <param name="Calibration">Mean predicted probability (x) against observed rate (y) with row counts; binary only.</param>
/// <param name="Confusion">Rows by actual and predicted class; classification only.</param>
/// <param name="Residuals">Predicted (x) against actual minus predicted (y), a seeded sample of at most 1,000 rows; regression only.</param>
public sealed record SplitEvaluation(
    int Rows,
    IReadOnlyList<MetricValue> Metrics,
    IReadOnlyList<SegmentMetric> Segments,
    Curve? Roc = null,
    Curve? PrecisionRecall = null,
    Curve? Calibration = null,
    ConfusionMatrix? Confusion = null,
    Curve? Residuals = null);
