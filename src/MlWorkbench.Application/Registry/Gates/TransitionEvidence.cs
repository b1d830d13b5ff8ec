using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>Frozen evidence for a transition request: later runs, gates and promotions do not change it.</summary>
/// <param name="Verdict">The comparison in one sentence.</param>
/// <param name="Champion">The version in Production. Null if Production was empty.</param>
/// <param name="Metrics">All test metrics side by side, the search metric first.</param>
/// <param name="Segments">The search metric per segment, the candidate's largest losses first. Empty if there is nothing to compare.</param>
/// <param name="SameTestRows">Whether both were measured on the same test rows.</param>
/// <param name="Paired">Whether both were compared row by row on these. If false, by their intervals.</param>
public sealed record TransitionEvidence(
    DateTime FrozenAt,
    string Verdict,
    VersionEvidence Candidate,
    VersionEvidence? Champion,
    bool SameTestRows,
    IReadOnlyList<MetricComparison> Metrics,
    IReadOnlyList<SegmentComparison> Segments,
    IReadOnlyList<SignatureChange> SignatureChanges,
    IReadOnlyList<GateResult> Gates,
    bool Paired = false);
