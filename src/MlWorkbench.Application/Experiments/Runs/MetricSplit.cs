namespace MlWorkbench.Application.Experiments.Runs;

/// <summary>The rows on which a metric was computed.</summary>
public enum MetricSplit
{
    /// <summary>The program that logged the metric did not name the rows.</summary>
    Unknown,

    Training,

    /// <summary>All validation rows.</summary>
    Validation,

    /// <summary>The validation rows of one fold, which is the step.</summary>
    Folds,

    Test,
}
