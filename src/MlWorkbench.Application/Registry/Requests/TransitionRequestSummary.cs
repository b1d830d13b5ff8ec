using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Registry.Requests;

/// <summary>A transition request in a list.</summary>
public sealed record TransitionRequestSummary
{
    public required Guid Id { get; init; }

    public required string Model { get; init; }

    public required int Version { get; init; }

    public required Stage FromStage { get; init; }

    public required Stage ToStage { get; init; }

    public required TransitionRequestState State { get; init; }

    public required string Comment { get; init; }

    public required string RequestedBy { get; init; }

    /// <summary>Null for the workbench itself.</summary>
    public required string? RequestedByEmail { get; init; }

    public required DateTime RequestedAt { get; init; }

    public required string? DecidedBy { get; init; }

    /// <summary>Null until the decision.</summary>
    public required string? DecidedByEmail { get; init; }

    public required DateTime? DecidedAt { get; init; }
}
