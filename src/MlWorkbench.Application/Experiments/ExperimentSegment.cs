using MlWorkbench.Application.Evaluations;

namespace MlWorkbench.Application.Experiments;

/// <summary>A segment that the evaluations of an experiment contain.</summary>
internal sealed class ExperimentSegment
{
    public Guid ExperimentId { get; init; }

    public Guid SegmentId { get; init; }

    public Segment? Segment { get; init; }

    /// <summary>Place among the experiment's segments, from 0.</summary>
    public int Position { get; init; }
}
