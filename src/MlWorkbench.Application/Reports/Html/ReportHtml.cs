using System.Globalization;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Reports;
using MlWorkbench.Engine.Tasks;

namespace MlWorkbench.Application.Reports.Html;

/// <summary>A report as one HTML file that needs no script, no network and no account.</summary>
internal static class ReportHtml
{
    private const int ColumnsShown = 20;

    // Only the inline style applies. Nothing can be loaded or run, regardless of the report's text.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    public static string Render(EvaluationReport report) => Markup.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="{Policy}">
        <meta name="robots" content="noindex">
        <title>{report.Title}</title>
        <style>{ReportStyle.Css}</style>
        </head>
        <body>
        <header>
        <h1>{report.Title}</h1>
        <p class="muted">{report.Subject} · {Date(report.CreatedAt)} UTC · by {report.CreatedByName}</p>
        </header>
        <p class="verdict">{ReportVerdict.Sentence(report)}</p>
        {Facts(report)}
        <h2>Metrics, with 95 % intervals</h2>
        {MetricsTable(report)}
        {Segments(report)}
        <h2>{(report.Evaluation.Test is null ? "On validation rows" : "On the test split")}</h2>
        <div class="charts">{ReportCharts.Of(report.Judged)}</div>
        <h2>Importance of columns</h2>
        {ReportCharts.Importance(report.Evaluation.Importance, ColumnsShown)}
        {Parameters(report)}
        <h2>Lineage</h2>
        {Pairs(report.Lineage.Select(entry => (entry.Step, entry.Text)))}
        <footer>Created by MlWorkbench {report.ProductVersion} on {Date(report.CreatedAt)} UTC. This frozen copy does not show later changes.</footer>
        </body>
        </html>
        """).ToString();

    /// <summary>A blend has no parameters of its own.</summary>
    private static Markup Parameters(EvaluationReport report) => report.Parameters.Count == 0
        ? Markup.Of($"")
        : Markup.Of($"""
            <h2>Parameters</h2>
            {Pairs(report.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)))}
            """);

    private static Markup Facts(EvaluationReport report) => Markup.Of($"""
        <h2>Question</h2>
        <table class="facts"><tbody>
        <tr><th>Predicts</th><td>{report.Target}{(report.PositiveClass is { } positive ? $" (positive: {positive})" : "")}, {TaskDefinitions.Of(report.Task).Name}</td></tr>
        <tr><th>Model</th><td>{report.RunTitle}</td></tr>
        <tr><th>Optimised for</th><td>{Metrics.Title(report.Metric)}</td></tr>
        <tr><th>Data</th><td>{report.Dataset.Name}, version {report.Dataset.Version}, {MetricText.Count(report.Dataset.Rows)} rows<br><span class="digest">SHA-256 {report.Dataset.Digest}</span></td></tr>
        <tr><th>Validation</th><td>{report.ValidationMethod}</td></tr>
        </tbody></table>
        """);

    private static Markup MetricsTable(EvaluationReport report)
    {
        var (validation, test) = (report.Evaluation.Validation, report.Evaluation.Test);
        return Markup.Of($"""
            <table><thead><tr><th>Metric</th><th class="num">Validation ({MetricText.Count(validation.Rows)} rows)</th>{(test is null ? Markup.Empty : Markup.Of($"""<th class="num">Test ({MetricText.Count(test.Rows)} rows)</th>"""))}<th>Better is</th></tr></thead><tbody>
            {validation.Metrics.Select(metric => MetricRow(metric, test))}
            {BaselineRow(report)}
            </tbody></table>
            """);
    }

    private static Markup MetricRow(MetricValue metric, SplitEvaluation? test)
    {
        var onTest = test?.Metrics.FirstOrDefault(value => value.Name == metric.Name);
        var cell = test is null ? Markup.Empty : Markup.Of($"""<td class="num">{(onTest is null ? "–" : MetricText.WithInterval(onTest))}</td>""");
        return Markup.Of($"""<tr><td>{Metrics.Title(metric.Name)}</td><td class="num">{MetricText.WithInterval(metric)}</td>{cell}<td class="muted">{(metric.HigherIsBetter ? "higher" : "lower")}</td></tr>""");
    }

    private static Markup BaselineRow(EvaluationReport report)
    {
        if (report.Baseline is not { } baseline)
        {
            return Markup.Empty;
        }

        var value = Markup.Of($"""<td class="num muted">{MetricText.WithInterval(baseline)}</td>""");
        var cells = report.Evaluation.Test is null ? value : Markup.Of($"<td></td>{value}");
        return Markup.Of($"""<tr><td class="muted">Baseline, which ignores all columns: {Metrics.Title(baseline.Name)}</td>{cells}<td></td></tr>""");
    }

    private static Markup Segments(EvaluationReport report)
    {
        var judged = report.Judged;
        if (judged.Segments.Count == 0)
        {
            return Markup.Empty;
        }

        var overall = judged.Metrics[0];
        return Markup.Of($"""
            <h2>{Metrics.Title(overall.Name)} by segment, worst first</h2>
            <table><thead><tr><th>Segment</th><th class="num">Rows</th><th class="num">{Metrics.Title(overall.Name)}</th><th class="num">Against overall</th><th></th></tr></thead><tbody>
            {judged.Segments.Select(segment => SegmentRow(segment, overall))}
            </tbody></table>
            """);
    }

    private static Markup SegmentRow(SegmentMetric segment, MetricValue overall)
    {
        var shade = segment.Metric is null || segment.Note is not null ? "few" : Shade(segment.Metric, overall);
        return Markup.Of($"""
            <tr><td>{MetricText.Segment(segment.Column, segment.Level)}</td><td class="num">{MetricText.Count(segment.Rows)}</td><td class="num {shade}">{(segment.Metric is { } metric ? MetricText.WithInterval(metric) : "–")}</td><td class="num">{(segment.Metric is { } value ? Difference(value, overall) : "")}</td><td class="muted">{segment.Note}</td></tr>
            """);
    }

    // Distance from the overall value in the segment's own standard errors. A distance of up to two stays white.
    private static string Shade(MetricValue segment, MetricValue overall)
    {
        var error = ((segment.High - segment.Low) / 4) ?? double.PositiveInfinity;
        var distance = (segment.Value - overall.Value) * (segment.HigherIsBetter ? 1 : -1) / Math.Max(error, double.Epsilon);
        var level = (int)Math.Clamp(Math.Floor(Math.Abs(distance)) - 1, 0, 4);
        return level == 0 ? "" : $"{(distance < 0 ? "worse" : "better")}-{level}";
    }

    private static string Difference(MetricValue segment, MetricValue overall)
    {
        var difference = segment.Value - overall.Value;
        return $"{(difference < 0 ? "−" : "+")}{MetricText.Number(Math.Abs(difference))}";
    }

    private static Markup Pairs(IEnumerable<(string Name, string Value)> pairs) => Markup.Of($"""
        <table class="facts"><tbody>{pairs.Select(pair => Markup.Of($"<tr><th>{pair.Name}</th><td>{pair.Value}</td></tr>"))}</tbody></table>
        """);

    private static string Date(DateTime at) => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
