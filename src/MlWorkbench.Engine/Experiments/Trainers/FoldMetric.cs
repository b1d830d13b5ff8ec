using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Planning;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>
/// The search metric as a loss over folds: smaller is better, whatever the metric's own direction. While a model is being trained, decisions are
/// judged by log loss: their threshold is found later, and few rows tell little of them.
/// </summary>
internal sealed class FoldMetric(SearchSetup setup)
{
    private readonly Actuals[] _validation = [.. setup.Split.Folds.Select(fold => setup.Actuals.Take(fold.Validation))];

    private readonly IMetric _inTraining = setup.Metric is IDecisionMetric ? Metrics.Get(setup.Target.Task, "logLoss") : setup.Metric;

    /// <summary>The search metric of each fold; NaN where a fold has one class only.</summary>
    public double[] Values(IReadOnlyList<Predictions> folds) => Values(setup.Metric, folds);

    /// <summary>Mean loss over the folds in which the metric is defined; infinite where it is in none.</summary>
    public double MeanLoss(IReadOnlyList<Predictions> folds)
    {
        var defined = Values(_inTraining, folds).Where(double.IsFinite).ToArray();
        return defined.Length == 0 ? double.PositiveInfinity : _inTraining.HigherIsBetter ? -defined.Average() : defined.Average();
    }

    private double[] Values(IMetric metric, IReadOnlyList<Predictions> folds) =>
        [.. folds.Select((predictions, fold) => metric.Compute(_validation[fold], predictions))];
}
