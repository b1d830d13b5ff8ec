using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Engine.Reports;

/// <summary>A report in two sentences: how good, on what, against the baseline, and where it is weakest.</summary>
public static class ReportVerdict
{
    public static string Sentence(EvaluationReport report)
    {
        var judged = report.Judged;
        var metric = judged.Metrics[0];
        var rows = report.Evaluation.Test is null ? "validation rows" : "rows that training and selection never saw";
        return $"{Metrics.Title(metric.Name)} {MetricText.WithInterval(metric)} on {MetricText.Count(judged.Rows)} {rows}{AgainstBaseline(metric, report.Baseline)}. {Weakest(judged)}";
    }

    private static string AgainstBaseline(MetricValue metric, MetricValue? baseline)
    {
        if (baseline is null || baseline.Name != metric.Name)
        {
            return "";
        }

        var better = metric.HigherIsBetter ? metric.Value > baseline.Value : metric.Value < baseline.Value;
        return $", {(better ? "better than" : "no better than")} the baseline's {MetricText.Number(baseline.Value)}";
    }

    private static string Weakest(SplitEvaluation judged) => judged.Segments.FirstOrDefault(segment => segment is { Metric: not null, Note: null }) is { } worst
        ? $"Weakest where {MetricText.Segment(worst.Column, worst.Level)}: {MetricText.WithInterval(worst.Metric!)}, {MetricText.Count(worst.Rows)} rows."
        : "It was not measured by segment.";
}
