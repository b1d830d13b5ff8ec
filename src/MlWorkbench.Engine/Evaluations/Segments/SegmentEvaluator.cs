using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>
/// Evaluates the search metric on every segment of the given columns, worst first. Segments too small for a conclusion have a note and come last.
/// </summary>
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

    /// <summary>The columns with the segment of each row as its level. Later steps need neither the values nor the rules of the segments.</summary>
    public static Table Levels(Table columns) => new(
    [
        .. columns.Columns.Select(column => (column.Name, Segments: ColumnSegments.Of(column)))
            .Where(column => column.Segments.Count > 0)
            .Select(column => Levels(column.Name, columns.RowCount, [.. column.Segments.Where(segment => segment.Level is not null)])),
    ]);

    private static CategoricalColumn Levels(string name, int rows, Segment[] segments)
    {
        var codes = Enumerable.Repeat(CategoricalColumn.Missing, rows).ToArray();
        for (var level = 0; level < segments.Length; level++)
        {
            foreach (var row in segments[level].Rows)
            {
                codes[row] = level;
            }
        }

        return new CategoricalColumn(name, ColumnType.Category, codes, [.. segments.Select(segment => segment.Level!)]);
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
