using MlWorkbench.Application.Registry.Gates;
using MlWorkbench.Application.Registry.Rollouts;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>A transition request with its evidence and comments.</summary>
public sealed record TransitionRequestDetails
{
    public required TransitionRequestSummary Request { get; init; }

    public required TransitionEvidence Evidence { get; init; }

    /// <summary>Steps that the approval starts. Null if it moves the version immediately.</summary>
    public required RolloutPlan? Rollout { get; init; }

    public required IReadOnlyList<TransitionRemark> Remarks { get; init; }

    public required string? DecisionComment { get; init; }

    public required string? OverrideReason { get; init; }

    public required bool SelfApproved { get; init; }

    /// <summary>Reason why the frozen evidence is stale. Null while it is current, and for decided requests.</summary>
    public required string? StaleReason { get; init; }

    /// <summary>Reason why the actor may not approve or reject. Null if they may.</summary>
    public required string? DecisionRefusal { get; init; }

    /// <summary>Whether the actor is the requester or an administrator.</summary>
    public required bool MayWithdraw { get; init; }

    /// <summary>Failed gates that an approver must override with a reason.</summary>
    public IReadOnlyList<GateResult> BlockingGates => [.. Evidence.Gates.Where(gate => gate.Blocks)];
}
