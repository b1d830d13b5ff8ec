namespace MlWorkbench.Application.Registry;

/// <summary>A transition request in a list.</summary>
public sealed record TransitionRequestSummary(
    Guid Id,
    string Model,
    int Version,
    Stage FromStage,
    Stage ToStage,
    TransitionRequestState State,
    string Comment,
    string RequestedBy,
    DateTime RequestedAt,
    string? DecidedBy,
    DateTime? DecidedAt);
