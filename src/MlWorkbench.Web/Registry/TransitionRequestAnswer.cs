using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Rollouts;

namespace MlWorkbench.Web.Registry;

/// <summary>A transition request in an API answer.</summary>
internal sealed record TransitionRequestAnswer
{
    public required TransitionRequestSummary Request { get; init; }

    public required EvidenceAnswer Evidence { get; init; }

    public required RolloutPlan? Rollout { get; init; }

    public required IReadOnlyList<TransitionRemark> Remarks { get; init; }

    public required string? DecisionComment { get; init; }

    public required string? OverrideReason { get; init; }

    public required bool SelfApproved { get; init; }

    public required string? StaleReason { get; init; }

    public required string? DecisionRefusal { get; init; }

    public required bool MayWithdraw { get; init; }

    public required IReadOnlyList<GateAnswer> BlockingGates { get; init; }

    public static TransitionRequestAnswer Of(TransitionRequestDetails details) => new()
    {
        Request = details.Request,
        Evidence = EvidenceAnswer.Of(details.Evidence),
        Rollout = details.Rollout,
        Remarks = details.Remarks,
        DecisionComment = details.DecisionComment,
        OverrideReason = details.OverrideReason,
        SelfApproved = details.SelfApproved,
        StaleReason = details.StaleReason,
        DecisionRefusal = details.DecisionRefusal,
        MayWithdraw = details.MayWithdraw,
        BlockingGates = [.. details.BlockingGates.Select(GateAnswer.Of)],
    };
}
