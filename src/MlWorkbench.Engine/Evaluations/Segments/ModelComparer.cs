using MlWorkbench.Scoring.Data;

namespace MlWorkbench.Engine.Evaluations.Segments;

/// <summary>Finds the segments in which a candidate is better or worse than another model, and the differences that are beyond noise.</summary>
public static class ModelComparer
{
    private const double ErrorRate = 0.05;

    /// <summary>Compares both models on the same rows. This is more sensitive, because the difficulty of a row for both models cancels.</summary>
    public static ModelComparison Compare(
        Actuals actuals, Predictions candidate, Predictions reference, Table segmentColumns, IMetric metric, int seed)
    {
        var segments = segmentColumns.Columns.SelectMany(ColumnSegments.Of)
            .Select(segment => OfRows(segment, actuals, candidate, reference, metric, seed));
        var overall = PairedGain.Of(metric, actuals, candidate, reference, seed);
        return Judge(metric, actuals.Rows, overall, segments, paired: true);
    }

    /// <summary>Compares two finished evaluations by their intervals. Segments that only one of them has are skipped.</summary>
    public static ModelComparison Compare(SplitEvaluation candidate, SplitEvaluation reference, IMetric metric)
    {
        var theirs = reference.Segments.ToDictionary(segment => (segment.Column, segment.Level));
        var segments = candidate.Segments
            .Where(segment => theirs.ContainsKey((segment.Column, segment.Level)))
            .Select(segment => OfIntervals(segment, theirs[(segment.Column, segment.Level)]));
        var overall = IntervalGain.Of(Value(candidate, metric), Value(reference, metric));
        return Judge(metric, candidate.Rows, overall, segments, paired: false);
    }

    private static MetricValue? Value(SplitEvaluation evaluation, IMetric metric) =>
        evaluation.Metrics.FirstOrDefault(value => value.Name == metric.Name);

    private static SegmentComparison OfRows(
        Segment segment, Actuals actuals, Predictions candidate, Predictions reference, IMetric metric, int seed)
    {
        var actual = actuals.Take(segment.Rows);
        var size = SegmentSize.Of(actual, metric);
        var gain = size == SegmentSize.Verdict.TooSmall
            ? null
            : PairedGain.Of(metric, actual, candidate.Take(segment.Rows), reference.Take(segment.Rows), seed);
        var note = gain is null ? SegmentSize.WhyNoMetric(actual, metric) : size == SegmentSize.Verdict.Small ? SegmentSize.SmallNote : null;
        return new SegmentComparison(segment.Column, segment.Level, segment.Rows.Length, gain, ComparisonOutcome.WithinNoise, note);
    }

    private static SegmentComparison OfIntervals(SegmentMetric candidate, SegmentMetric reference) =>
        new(
            candidate.Column,
            candidate.Level,
            Math.Min(candidate.Rows, reference.Rows),
            IntervalGain.Of(candidate.Metric, reference.Metric),
            ComparisonOutcome.WithinNoise,
            candidate.Note ?? reference.Note);

    private static ModelComparison Judge(
        IMetric metric, int rows, MetricGain? overall, IEnumerable<SegmentComparison> segments, bool paired)
    {
        var all = segments.ToArray();
        var threshold = FalseDiscoveryRate.Threshold(all.Where(Comparable).Select(segment => segment.Metric!.PValue), ErrorRate);
        var judged = all
            .Select(segment => segment with { Outcome = Comparable(segment) ? Outcome(segment.Metric!, threshold) : ComparisonOutcome.TooFewRows })
            .OrderBy(segment => segment.Outcome == ComparisonOutcome.TooFewRows)
            .ThenBy(segment => segment.Metric?.Gain ?? 0);
        var outcome = overall is null ? ComparisonOutcome.TooFewRows : Outcome(overall, ErrorRate);
        return new ModelComparison(metric.Name, rows, overall, outcome, [.. judged], paired);
    }

    private static bool Comparable(SegmentComparison segment) => segment.Metric is not null && segment.Note is null;

    private static ComparisonOutcome Outcome(MetricGain gain, double threshold)
    {
        if (gain.PValue > threshold || gain.Gain == 0)
        {
            return ComparisonOutcome.WithinNoise;
        }

        return gain.Gain > 0 ? ComparisonOutcome.Better : ComparisonOutcome.Worse;
    }
}
