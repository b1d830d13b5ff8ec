using MlWorkbench.Application.Registry.Gates;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>A transition request with its evidence and comments.</summary>
/// <param name="StaleReason">Reason why the frozen evidence is stale. Null while it is current, and for decided requests.</param>
/// <param name="DecisionRefusal">Reason why the actor may not approve or reject. Null if they may.</param>
/// <param name="MayWithdraw">Whether the actor is the requester or an administrator.</param>
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
    /// <summary>Failed gates that an approver must override with a reason.</summary>
    public IReadOnlyList<GateResult> BlockingGates => [.. Evidence.Gates.Where(gate => gate.Blocks)];
}
