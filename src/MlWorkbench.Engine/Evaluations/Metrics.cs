using MlWorkbench.Engine.Evaluations.Classification;
using MlWorkbench.Engine.Evaluations.Regression;
using MlWorkbench.Engine.Tasks;
using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Evaluations;

/// <summary>All metrics. <see cref="TaskMetrics"/> names those of each task.</summary>
public static class Metrics
{
    public static IReadOnlyList<IMetric> All { get; } =
    [
        new RocAuc(), new MacroAuc(), new AveragePrecision(), new LogLoss(), new BrierScore(),
        new Accuracy(), new BalancedAccuracy(), new F1(), new MacroF1(), new Precision(), new Recall(), new MatthewsCorrelation(),
        new RootMeanSquaredError(), new MeanAbsoluteError(), new RSquared(), new MedianAbsoluteError(), new MeanAbsolutePercentageError(),
    ];

    /// <summary>The default metric of a search.</summary>
    public static IMetric Default(ModelTask task) => Get(task, TaskDefinitions.Of(task).Metrics.Default);

    /// <summary>The metrics of a task, in display order.</summary>
    public static IReadOnlyList<IMetric> For(ModelTask task) =>
        [.. TaskDefinitions.Of(task).Metrics.Names.Select(name => All.Single(metric => metric.Name == name))];

    /// <exception cref="EngineException">The task does not have this metric.</exception>
    public static IMetric Get(ModelTask task, string name)
    {
        var metrics = For(task);
        return metrics.FirstOrDefault(metric => string.Equals(metric.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new EngineException(
                "metric_unknown",
                $"There is no metric '{name}' for a {TaskDefinitions.Of(task).Name} task. Use one of: {string.Join(", ", metrics.Select(metric => metric.Name))}.");
    }

    /// <summary>The display name of a metric, or the name itself for an unknown metric.</summary>
    public static string Title(string name) => All.FirstOrDefault(metric => metric.Name == name)?.Title ?? name;

    /// <summary>The metric with its interval. Null if it is undefined on these rows.</summary>
    public static MetricValue? Evaluate(this IMetric metric, Actuals actuals, Predictions predictions, int seed)
    {
        var value = metric.Compute(actuals, predictions);
        if (!double.IsFinite(value))
        {
            return null;
        }

        var interval = metric.Interval(actuals, predictions, seed);
        return new MetricValue(metric.Name, value, interval?.Low, interval?.High, metric.HigherIsBetter);
    }
}
