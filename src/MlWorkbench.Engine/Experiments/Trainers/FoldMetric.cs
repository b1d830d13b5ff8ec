using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments.Planning;

namespace MlWorkbench.Engine.Experiments.Trainers;

/// <summary>The search metric as a loss over folds: smaller is better, whatever the metric's own direction.</summary>
internal sealed class FoldMetric(SearchSetup setup)
{
    private readonly Actuals[] _validation = [.. setup.Split.Folds.Select(fold => setup.Actuals.Take(fold.Validation))];

    /// <summary>The metric of each fold; NaN where a fold has one class only.</summary>
    public double[] Values(IReadOnlyList<Predictions> folds) =>
        [.. folds.Select((predictions, fold) => setup.Metric.Compute(_validation[fold], predictions))];

    /// <summary>Mean loss over the folds in which the metric is defined; infinite where it is in none.</summary>
    public double MeanLoss(IReadOnlyList<Predictions> folds)
    {
        var defined = Values(folds).Where(double.IsFinite).ToArray();
        return defined.Length == 0 ? double.PositiveInfinity : Loss(defined.Average());
    }

    public double Loss(double value) => setup.Metric.HigherIsBetter ? -value : value;
}
