using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>A question from one person to another: may this version go to that stage?</summary>
internal sealed class TransitionRequest
{
    public Guid Id { get; init; }

    public Guid ModelVersionId { get; init; }

    public ModelVersion? ModelVersion { get; init; }

    public Stage FromStage { get; init; }

    public Stage ToStage { get; init; }

    public TransitionRequestState State { get; set; }

    public required string Comment { get; init; }

    /// <summary>JSON: the <see cref="Gates.TransitionEvidence"/> frozen when it was asked or last refreshed.</summary>
    public required string Evidence { get; set; }

    /// <summary>What was in Production when the evidence was frozen; if that moved, the evidence is stale.</summary>
    public Guid? ChampionVersionId { get; set; }

    public Guid RequestedById { get; init; }

    public required string RequestedByName { get; init; }

    /// <summary>Who made the token that it was asked with, where that is somebody else: they may not decide it either.</summary>
    public Guid? TokenMakerId { get; init; }

    public DateTime RequestedAt { get; init; }

    public Guid? DecidedById { get; set; }

    public string? DecidedByName { get; set; }

    public DateTime? DecidedAt { get; set; }

    public string? DecisionComment { get; set; }

    /// <summary>Why it was approved although a blocking gate had failed.</summary>
    public string? OverrideReason { get; set; }
}
