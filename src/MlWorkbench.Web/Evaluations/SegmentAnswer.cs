using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Web.Evaluations;

/// <summary>A segment in an API answer.</summary>
internal sealed record SegmentAnswer(string Column, string? Level, int Rows, MetricAnswer? Value, string? Note)
{
    public static IReadOnlyList<SegmentAnswer> Of(IReadOnlyList<SegmentMetric>? segments) =>
        [.. (segments ?? []).Select(segment => new SegmentAnswer(segment.Column, segment.Level, segment.Rows, MetricAnswer.Of(segment.Metric), segment.Note))];
}
