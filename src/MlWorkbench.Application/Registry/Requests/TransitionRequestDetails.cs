using MlWorkbench.Application.Registry.Gates;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>A transition request as its page shows it.</summary>
/// <param name="StaleReason">Why the frozen evidence no longer fits what is there; null while it does, and for decided requests.</param>
/// <param name="DecisionRefusal">Why the reader may not approve or reject; null when they may.</param>
/// <param name="MayWithdraw">The reader asked for it, or is an administrator.</param>
public sealed record TransitionRequestDetails(
    TransitionRequestSummary Request,
    TransitionEvidence Evidence,
    IReadOnlyList<TransitionRemark> Remarks,
    string? DecisionComment,
    string? OverrideReason,
    bool SelfApproved,
    string? StaleReason,
    string? DecisionRefusal,
    bool MayWithdraw)
{
    /// <summary>Failed gates that an approver has to override with a reason.</summary>
    public IReadOnlyList<GateResult> BlockingGates => [.. Evidence.Gates.Where(gate => gate.Blocks)];
}
