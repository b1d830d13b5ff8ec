using MlWorkbench.Scoring.Package;

namespace MlWorkbench.Engine.Evaluations;

/// <summary>A number that says how good predictions are. One metric per file; all of them are listed in <see cref="Metrics"/>.</summary>
public interface IMetric
{
    /// <summary>Stable name in the API and in files: <c>auc</c>.</summary>
    string Name { get; }

    /// <summary>Name for people: <c>ROC AUC</c>.</summary>
    string Title { get; }

    bool HigherIsBetter { get; }

    IReadOnlyList<ModelTask> Tasks { get; }

    /// <summary>The metric, or NaN where it is not defined: no rows, or one class only for a ranking metric.</summary>
    double Compute(Actuals actuals, Predictions predictions);

    /// <summary>The 95 % interval of the metric over samples of this size, or null where the rows are too few for one.</summary>
    /// <param name="seed">Used by the metrics whose interval is bootstrapped.</param>
    Interval? Interval(Actuals actuals, Predictions predictions, int seed);
}
