using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Web.Evaluations;

/// <summary>An evaluation on one set of rows in an API answer. Segments have their own address.</summary>
internal sealed record SplitAnswer(int Rows, IReadOnlyList<MetricAnswer> Metrics, Curve? Roc, Curve? PrecisionRecall, Curve? Calibration, ConfusionMatrix? Confusion, Curve? Residuals)
{
    public static SplitAnswer? Of(SplitEvaluation? split) => split is null
        ? null
        : new(split.Rows, [.. split.Metrics.Select(value => MetricAnswer.Of(value)!)], split.Roc, split.PrecisionRecall, split.Calibration, split.Confusion, split.Residuals);
}
