using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Serving.Traffic;

namespace MlWorkbench.Application.Serving.Rollouts;

/// <summary>Evaluates a check of a rollout. With too few rows, the verdict is inconclusive.</summary>
internal static class CheckEvaluation
{
    /// <param name="candidate">Traffic of the new version in the window.</param>
    /// <param name="champion">Traffic of the version in Production in the window.</param>
    /// <param name="psi">Population stability index of their scores. Null if either has too few.</param>
    public static CheckResult Evaluate(RolloutCheck check, TrafficTotals candidate, TrafficTotals champion, double? psi, DateTime at)
    {
        var rows = RowsOf(check, candidate);
        var isEnough = rows >= check.MinRows && (!check.ComparesChampion || RowsOf(check, champion) >= check.MinRows);
        var value = isEnough ? ValueOf(check, candidate, champion, psi) : null;
        var verdict = value is not { } measured
            ? CheckVerdict.Inconclusive
            : Holds(check, measured) ? CheckVerdict.Pass : CheckVerdict.Fail;
        return new CheckResult(check.Metric, verdict, value, rows, at);
    }

    /// <summary>Answered rows. For rates of errors, a call without an answer counts as a row, because a version that only fails answers none.</summary>
    private static long RowsOf(RolloutCheck check, TrafficTotals totals) =>
        check.Metric is RolloutMetric.ErrorRate or RolloutMetric.RefusalRate ? totals.Rows + RefusalsOf(totals) + totals.Failed : totals.Rows;

    private static double? ValueOf(RolloutCheck check, TrafficTotals candidate, TrafficTotals champion, double? psi) => check.Metric switch
    {
        RolloutMetric.ErrorRate => Share(candidate.Failed, candidate) - (check.AgainstChampion ? Share(champion.Failed, champion) : 0),
        RolloutMetric.RefusalRate => Share(RefusalsOf(candidate), candidate) - (check.AgainstChampion ? Share(RefusalsOf(champion), champion) : 0),
        RolloutMetric.P95Ratio => candidate.Latencies.Quantile(0.95) / champion.Latencies.Quantile(0.95),
        RolloutMetric.P99Ratio => candidate.Latencies.Quantile(0.99) / champion.Latencies.Quantile(0.99),
        _ => psi,
    };

    private static double Share(long calls, TrafficTotals totals) => totals.Requests == totals.Limited ? 0 : (double)calls / (totals.Requests - totals.Limited);

    /// <summary>A call beyond the endpoint's rate reached no version.</summary>
    private static long RefusalsOf(TrafficTotals totals) => totals.Refused - totals.Limited;

    private static bool Holds(RolloutCheck check, double value) => check.Operator switch
    {
        RolloutOperator.Less => value < check.Threshold,
        RolloutOperator.LessOrEqual => value <= check.Threshold,
        RolloutOperator.Greater => value > check.Threshold,
        _ => value >= check.Threshold,
    };
}
