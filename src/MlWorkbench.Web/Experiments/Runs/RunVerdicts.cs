using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Web.Components.Shared;
using MlWorkbench.Web.Evaluations;

namespace MlWorkbench.Web.Experiments.Runs;

/// <summary>Sentences with the main results of a run, shown above its charts.</summary>
internal static class RunVerdicts
{
    public static IEnumerable<(string Text, string Level)> Of(RunDetails run, RunInRegistry registry)
    {
        if (run.Evaluation is null)
        {
            if (run.Summary.State == Engine.Experiments.RunState.Completed && run.ExperimentState is ExperimentState.Queued or ExperimentState.Running)
            {
                yield return ("The run is evaluated on the test split after the search. Until then, only its validation value is known.", "");
            }

            yield break;
        }

        if (AgainstBaseline(run) is { } baseline)
        {
            yield return baseline;
        }

        foreach (var production in registry.AgainstProduction)
        {
            yield return ($"Against {production.Model} v{production.Version} in Production: {production.Verdict} {(production.Paired ? "Compared row by row on the same test rows." : "Compared by intervals: the test rows differ, or their predictions were not stored.")}", production.LosesInSegments || production.Outcome == ComparisonOutcome.Worse ? "warning" : "");
        }
    }

    private static (string, string)? AgainstBaseline(RunDetails run)
    {
        if (run.AgainstBaseline is not { Overall: { } overall } comparison)
        {
            return null;
        }

        var split = run.Evaluation!.Test ?? run.Evaluation.Validation;
        var metric = Metrics.All.First(candidate => candidate.Name == comparison.Metric);
        var values = $"{metric.Title} {NumberText.Metric(overall.Candidate.Value)} against {NumberText.Metric(overall.Reference.Value)} on {NumberText.Count(split.Rows)} {(run.Evaluation.Test is null ? "validation" : "test")} rows{(comparison.Paired ? ", compared row by row" : "")}";
        var worst = split.Segments.FirstOrDefault(segment => segment.Metric is not null && segment.Note is null);
        var weakest = worst is null ? "" : $" Weakest in {SegmentText.Name(worst.Column, worst.Level)}: {NumberText.Metric(worst.Metric!.Value)} ({NumberText.Count(worst.Rows)} rows).";
        return comparison.Outcome switch
        {
            ComparisonOutcome.Better => ($"Beats the baseline: {values}.{weakest}", ""),
            ComparisonOutcome.Worse => ($"Worse than the baseline: {values}.{weakest}", "bad"),
            _ => ($"No better than the baseline beyond noise: {values}.{weakest}", "warning"),
        };
    }
}
