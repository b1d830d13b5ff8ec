using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Engine.Evaluations.Parts;

/// <summary>The search metric per segment, worst first.</summary>
public sealed record SegmentsPart(IReadOnlyList<SegmentMetric> Segments) : IEvaluationPart<SegmentsPart>
{
    public static string Kind => "segments";
}
