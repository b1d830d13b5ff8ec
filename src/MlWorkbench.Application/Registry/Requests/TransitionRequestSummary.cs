using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>A transition request in a list.</summary>
/// <param name="RequestedByEmail">Null for the workbench itself.</param>
/// <param name="DecidedByEmail">Null until the decision.</param>
public sealed record TransitionRequestSummary(
    Guid Id,
    string Model,
    int Version,
    Stage FromStage,
    Stage ToStage,
    TransitionRequestState State,
    string Comment,
    string RequestedBy,
    string? RequestedByEmail,
    DateTime RequestedAt,
    string? DecidedBy,
    string? DecidedByEmail,
    DateTime? DecidedAt);
