using MlWorkbench.Engine.Evaluations.Segments;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>What a decision on a transition request rests on, frozen: later runs, gates and promotions do not change it.</summary>
/// <param name="Verdict">The comparison in one sentence.</param>
/// <param name="Champion">What was in Production; null when nothing was.</param>
/// <param name="Metrics">All test metrics side by side, the search metric first.</param>
/// <param name="Segments">The search metric per segment, where the candidate loses most first; empty when there is nothing to compare.</param>
/// <param name="SameTestRows">Both were measured on the same test rows.</param>
/// <param name="Paired">They were compared row by row on these; otherwise by their intervals.</param>
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
