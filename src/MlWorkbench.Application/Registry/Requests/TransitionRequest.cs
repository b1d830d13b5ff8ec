using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>A request to move a version to another stage, which another person decides.</summary>
internal sealed class TransitionRequest
{
    public Guid Id { get; init; }

    public Guid ModelVersionId { get; init; }

    public ModelVersion? ModelVersion { get; init; }

    public Stage FromStage { get; init; }

    public Stage ToStage { get; init; }

    public TransitionRequestState State { get; set; }

    public required string Comment { get; init; }

    /// <summary>JSON of the <see cref="Gates.TransitionEvidence"/>, frozen with the request or at the last refresh.</summary>
    public required string Evidence { get; set; }

    /// <summary>JSON of the <see cref="Rollouts.RolloutPlan"/> that the approval starts. Null if it moves the version immediately.</summary>
    public string? Rollout { get; init; }

    /// <summary>The version in Production when the evidence was frozen. If it changes, the evidence is stale.</summary>
    public Guid? ChampionVersionId { get; set; }

    public Guid RequestedById { get; init; }

    public required string RequestedByName { get; init; }

    /// <summary>Creator of the request's token, who may not decide either. Null if the requester created it, or no token was used.</summary>
    public Guid? TokenMakerId { get; init; }

    public DateTime RequestedAt { get; init; }

    public Guid? DecidedById { get; set; }

    public string? DecidedByName { get; set; }

    public DateTime? DecidedAt { get; set; }

    public string? DecisionComment { get; set; }

    /// <summary>Reason for approving despite a failed blocking gate.</summary>
    public string? OverrideReason { get; set; }
}
