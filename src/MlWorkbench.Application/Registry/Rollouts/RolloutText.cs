using MlWorkbench.Engine;

namespace MlWorkbench.Application.Registry.Rollouts;

/// <summary>The sentences about pauses and ends of rollouts.</summary>
public static class RolloutText
{
    /// <summary>Sentences by code.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["rollout_check_failed"] = "The check {metric} failed: {value:0.####} is not {operator} {threshold:0.####}, over {rows:N0} rows.",
        ["rollout_by_person"] = "{person}: {comment}",
        ["rollout_stage_changed"] = "Version {version} moved from {from} to {to}.",
    };

    /// <summary>The sentence of a reason.</summary>
    public static string Of(Statement reason) => reason.Form(Sentences);

    /// <summary>The name of a metric in a sentence.</summary>
    public static string NameOf(RolloutMetric metric) => metric switch
    {
        RolloutMetric.ErrorRate => "error rate",
        RolloutMetric.RefusalRate => "refusal rate",
        RolloutMetric.P95Ratio => "p95 ratio",
        RolloutMetric.P99Ratio => "p99 ratio",
        _ => "score PSI",
    };

    /// <summary>The sign of an operator.</summary>
    public static string SignOf(RolloutOperator comparison) => comparison switch
    {
        RolloutOperator.Less => "<",
        RolloutOperator.LessOrEqual => "≤",
        RolloutOperator.Greater => ">",
        _ => "≥",
    };
}
