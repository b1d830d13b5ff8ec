using System.Globalization;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Web.Components.Shared;

namespace MlWorkbench.Web.Experiments;

/// <summary>Words for experiments and runs, shared by all pages.</summary>
internal static class ExperimentText
{
    public static (VerdictLevel Level, string Text) StateOf(ExperimentState state) => state switch
    {
        ExperimentState.Queued => (VerdictLevel.Neutral, "Queued"),
        ExperimentState.Running => (VerdictLevel.Busy, "Running"),
        ExperimentState.Completed => (VerdictLevel.Good, "Completed"),
        ExperimentState.Cancelled => (VerdictLevel.Neutral, "Stopped"),
        _ => (VerdictLevel.Bad, "Failed"),
    };

    /// <summary><c>ROC AUC 0.842 (0.824–0.860)</c></summary>
    public static string Metric(MetricValue value) => $"{Metrics.Title(value.Name)} {MetricText.WithInterval(value)}";

    /// <summary>The half width of the interval: <c>± 0.018</c>. Empty if the value has no interval.</summary>
    public static string PlusMinus(MetricValue value) =>
        value is { Low: { } low, High: { } high } ? $"± {MetricText.Number((high - low) / 2)}" : "";

    /// <summary>The reason for a run's failure or early end. Null without one.</summary>
    public static string? Reason(RunSummary run) => run.Reason is { } reason ? SearchText.Of(reason) : null;

    public static string Validation(SearchPlan plan) => plan.Validation switch
    {
        ValidationKind.KFold => $"{plan.Folds}-fold cross-validation{(plan.Repeats > 1 ? $", repeated {plan.Repeats} times" : "")}",
        ValidationKind.Group => $"{plan.Folds} folds by group",
        ValidationKind.Time => $"{plan.Folds} folds by time",
        _ => "holdout",
    };

    public static string Queue(QueuePlace place)
    {
        var waits = place.RunningTitle is null ? "It starts shortly." : $"One experiment trains at a time. This one waits for “{place.RunningTitle}”.";
        return place.Position == 1 ? $"Next in the queue. {waits}" : $"{Ordinal(place.Position)} in the queue. {waits}";
    }

    public static string Run(RunSummary run) => $"Run {run.Number}, {run.Title}";

    private static string Ordinal(int number) => (number % 100 is >= 11 and <= 13 ? 0 : number % 10) switch
    {
        1 => number.ToString(CultureInfo.InvariantCulture) + "st",
        2 => number.ToString(CultureInfo.InvariantCulture) + "nd",
        3 => number.ToString(CultureInfo.InvariantCulture) + "rd",
        _ => number.ToString(CultureInfo.InvariantCulture) + "th",
    };
}
