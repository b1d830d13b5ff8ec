using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>The search metric on every segment of the given columns, worst first; segments that are too small for a judgement say so and come last.</summary>
internal static class SegmentEvaluator
{
    public static IReadOnlyList<SegmentMetric> Evaluate(Actuals actuals, Predictions predictions, Table columns, IMetric metric, int seed)
    {
        var segments = columns.Columns.SelectMany(ColumnSegments.Of)
            .Select(segment => Evaluate(segment, actuals, predictions, metric, seed));
        return
        [
            .. segments.OrderBy(segment => segment.Metric is null ? 2 : segment.Note is null ? 0 : 1)
                .ThenBy(segment => segment.Metric is null ? -segment.Rows : metric.HigherIsBetter ? segment.Metric.Value : -segment.Metric.Value),
        ];
    }

    private static SegmentMetric Evaluate(Segment segment, Actuals actuals, Predictions predictions, IMetric metric, int seed)
    {
        var rows = segment.Rows.Length;
        var actual = actuals.Take(segment.Rows);
        var size = SegmentSize.Of(actual, metric);
        var value = size == SegmentSize.Verdict.TooSmall ? null : metric.Evaluate(actual, predictions.Take(segment.Rows), seed);
        var note = value is null ? SegmentSize.WhyNoMetric(actual, metric)
            : size == SegmentSize.Verdict.Small || value.Low is null ? SegmentSize.SmallNote
            : null;
        return new SegmentMetric(segment.Column, segment.Level, rows, value, note);
    }
}
