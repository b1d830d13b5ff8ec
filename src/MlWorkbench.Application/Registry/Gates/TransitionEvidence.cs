using MlWorkbench.Engine;
using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>Frozen evidence for a transition request: later runs, gates and promotions do not change it.</summary>
public sealed record TransitionEvidence
{
    public required DateTime FrozenAt { get; init; }

    /// <summary>The reason why there is no comparison. If null, <see cref="EvidenceText"/> forms the verdict from the compared numbers.</summary>
    public required Statement? Verdict { get; init; }

    public required VersionEvidence Candidate { get; init; }

    /// <summary>The version in Production. Null if Production was empty.</summary>
    public VersionEvidence? Champion { get; init; }

    /// <summary>Whether both were measured on the same test rows.</summary>
    public required bool SameTestRows { get; init; }

    /// <summary>All test metrics side by side, the search metric first.</summary>
    public required IReadOnlyList<MetricComparison> Metrics { get; init; }

    /// <summary>The search metric per segment, the candidate's largest losses first. Empty if there is nothing to compare.</summary>
    public required IReadOnlyList<SegmentComparison> Segments { get; init; }

    public required IReadOnlyList<SignatureChange> SignatureChanges { get; init; }

    public required IReadOnlyList<GateResult> Gates { get; init; }

    /// <summary>Whether both were compared row by row on these. If false, by their intervals.</summary>
    public bool Paired { get; init; }

    /// <summary>The comparison by the search metric; its segments are in <see cref="Segments"/>. Null if there is none.</summary>
    public ModelComparison? Comparison { get; init; }
}
