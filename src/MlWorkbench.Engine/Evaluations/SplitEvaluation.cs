using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Engine.Evaluations;

/// <summary>The evaluation of a model on one set of rows.</summary>
public sealed record SplitEvaluation
{
    public required int Rows { get; init; }

    /// <summary>All metrics of the task, the search metric first.</summary>
    public required IReadOnlyList<MetricValue> Metrics { get; init; }

    /// <summary>The search metric per segment, worst first.</summary>
    public required IReadOnlyList<SegmentMetric> Segments { get; init; }

    /// <summary>False positive rate (x) against true positive rate (y); binary only; at most 200 points.</summary>
    public Curve? Roc { get; init; }

    /// <summary>Recall (x) against precision (y); binary only; at most 200 points.</summary>
    public Curve? PrecisionRecall { get; init; }

    /// <summary>Mean predicted probability (x) against observed rate (y) with row counts; binary only.</summary>
    public Curve? Calibration { get; init; }

    /// <summary>Rows by actual and predicted class; classification only.</summary>
    public ConfusionMatrix? Confusion { get; init; }

    /// <summary>Predicted (x) against actual minus predicted (y), a seeded sample of at most 1,000 rows; regression only.</summary>
    public Curve? Residuals { get; init; }
}
