using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Planning;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>
/// The search metric as a loss over folds: smaller is better, for either direction of the metric. During training, metrics of decisions
/// are replaced by log loss, because thresholds are chosen later and depend on few rows.
/// </summary>
internal sealed class FoldMetric(SearchSetup setup)
{
    private readonly Actuals[] _validation = [.. setup.Split.Folds.Select(fold => setup.Actuals.Take(fold.Validation))];

    private readonly IMetric _inTraining = setup.Metric is IDecisionMetric ? Metrics.Get(setup.Target.Task, "logLoss") : setup.Metric;

    /// <summary>The search metric of each fold. NaN if a fold has only one class.</summary>
    public double[] Values(IReadOnlyList<Predictions> folds) => Values(setup.Metric, folds);

    /// <summary>Mean loss over the folds in which the metric is defined. Infinite if there is none.</summary>
    public double MeanLoss(IReadOnlyList<Predictions> folds)
    {
        var defined = Values(_inTraining, folds).Where(double.IsFinite).ToArray();
        return defined.Length == 0 ? double.PositiveInfinity : _inTraining.HigherIsBetter ? -defined.Average() : defined.Average();
    }

    private double[] Values(IMetric metric, IReadOnlyList<Predictions> folds) =>
        [.. folds.Select((predictions, fold) => metric.Compute(_validation[fold], predictions))];
}
