namespace MlWorkbench.Application.Registry;

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

    /// <summary>JSON: the evidence frozen when it was asked: gates, candidate against Production, overall and per segment.</summary>
    public required string Evidence { get; init; }

    /// <summary>What was in Production when it was asked; if that moved, the evidence is stale.</summary>
    public Guid? ChampionVersionId { get; init; }

    public Guid RequestedById { get; init; }

    public required string RequestedByName { get; init; }

    public DateTime RequestedAt { get; init; }

    public Guid? DecidedById { get; set; }

    public string? DecidedByName { get; set; }

    public DateTime? DecidedAt { get; set; }

    public string? DecisionComment { get; set; }
}
