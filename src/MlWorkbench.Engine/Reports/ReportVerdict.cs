using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Engine.Reports;

/// <summary>Summarizes a report in two sentences: the metric, the rows, the baseline, and the weakest segment.</summary>
public static class ReportVerdict
{
    public static string Sentence(EvaluationReport report)
    {
        var judged = report.Judged;
        var metric = judged.Metrics[0];
        var rows = report.Evaluation.Test is null ? "validation rows" : "rows that training and selection did not use";
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
        ? $"Weakest segment {MetricText.Segment(worst.Column, worst.Level)}: {MetricText.WithInterval(worst.Metric!)}, {MetricText.Count(worst.Rows)} rows."
        : "No segment was evaluated.";
}
