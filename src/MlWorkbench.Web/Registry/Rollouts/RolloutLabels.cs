using System.Globalization;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Web.Components.Shared;

namespace MlWorkbench.Web.Registry.Rollouts;

/// <summary>Words for rollouts, identical on every page.</summary>
internal static class RolloutLabels
{
    public static string Title(RolloutMetric metric) => metric switch
    {
        RolloutMetric.ErrorRate => "Error rate",
        RolloutMetric.RefusalRate => "Refusal rate",
        RolloutMetric.P95Ratio => "p95 duration against Production",
        RolloutMetric.P99Ratio => "p99 duration against Production",
        _ => "Score distribution against Production",
    };

    public static string Explain(RolloutMetric metric) => metric switch
    {
        RolloutMetric.ErrorRate => "Share of the calls that failed because of the model or the server.",
        RolloutMetric.RefusalRate => "Share of the calls that were refused, for example because a row breaks the signature.",
        RolloutMetric.P95Ratio => "95th percentile of the duration, divided by that of the version in Production.",
        RolloutMetric.P99Ratio => "99th percentile of the duration, divided by that of the version in Production.",
        _ => "Population stability index (PSI) of the scores. Below 0.1 they are alike, above 0.25 they differ much.",
    };

    /// <summary><c>&lt; 5.0 %</c>; <c>&lt; 2.000</c></summary>
    public static string Condition(RolloutCheck check) =>
        $"{RolloutText.SignOf(check.Operator)} {Value(check.Metric, check.Threshold)}"
        + (check.AgainstChampion && IsRate(check.Metric) ? " above Production" : "");

    public static string Value(RolloutMetric metric, double value) => IsRate(metric) ? NumberText.Percent(value) : MetricText.Number(value);

    public static string OnFail(RolloutFailure failure) => failure == RolloutFailure.Abort ? "abort" : "pause";

    /// <summary><c>0.5 %</c>; <c>25 %</c></summary>
    public static string Share(double percent) => percent.ToString("0.###", CultureInfo.InvariantCulture) + " %";

    /// <summary><c>30 min</c>; <c>2 h</c>; <c>1 h 30 m</c></summary>
    public static string Minutes(double minutes) => minutes switch
    {
        < 60 => minutes.ToString("0.##", CultureInfo.InvariantCulture) + " min",
        _ when minutes % 60 == 0 => NumberText.Count((long)minutes / 60) + " h",
        _ => NumberText.Duration(minutes * 60),
    };

    /// <summary>The conditions that end a step: <c>30 min and 100 rows</c>.</summary>
    public static string Needs(RolloutStep step) => (step.Minutes, step.MinRows) switch
    {
        (0, 0) => "ends as soon as all checks pass",
        (_, 0) => $"at least {Minutes(step.Minutes)}",
        (0, _) => $"at least {NumberText.Count(step.MinRows)} {(step.MinRows == 1 ? "row" : "rows")}",
        _ => $"at least {Minutes(step.Minutes)} and {NumberText.Count(step.MinRows)} {(step.MinRows == 1 ? "row" : "rows")}",
    };

    /// <summary>Rows so far: <c>42 of 100</c>; <c>270</c> if they suffice.</summary>
    public static string Rows(long rows, int fewest) =>
        rows < fewest ? $"{NumberText.Count(rows)} of {NumberText.Count(fewest)}" : NumberText.Count(rows);

    public static (VerdictLevel Level, string Text) Of(CheckResult? result) => result?.Verdict switch
    {
        CheckVerdict.Pass => (VerdictLevel.Good, "Passes"),
        CheckVerdict.Fail => (VerdictLevel.Bad, "Fails"),
        CheckVerdict.Inconclusive => (VerdictLevel.Neutral, "Too few rows"),
        _ => (VerdictLevel.Neutral, "Not evaluated yet"),
    };

    public static (VerdictLevel Level, string Text) Of(RolloutState state) => state switch
    {
        RolloutState.Running => (VerdictLevel.Busy, "Running"),
        RolloutState.Paused => (VerdictLevel.Warning, "Paused"),
        RolloutState.Completed => (VerdictLevel.Good, "Completed"),
        _ => (VerdictLevel.Bad, "Aborted"),
    };

    private static bool IsRate(RolloutMetric metric) => metric is RolloutMetric.ErrorRate or RolloutMetric.RefusalRate;
}
