namespace MlWorkbench.Engine.Evaluations;

/// <summary>A measure of the quality of predictions. Each metric has its own file, and <see cref="Metrics"/> lists all of them.</summary>
public interface IMetric
{
    /// <summary>Stable name in the API and in files: <c>auc</c>.</summary>
    string Name { get; }

    /// <summary>Display name: <c>ROC AUC</c>.</summary>
    string Title { get; }

    bool HigherIsBetter { get; }

    /// <summary>The metric, or NaN if it is undefined: no rows, or a single class for a ranking metric.</summary>
    double Compute(Actuals actuals, Predictions predictions);

    /// <summary>The 95 % interval of the metric over samples of this size. Null if there are too few rows for an interval.</summary>
    /// <param name="seed">Seed for metrics with a bootstrapped interval.</param>
    Interval? Interval(Actuals actuals, Predictions predictions, int seed);
}
