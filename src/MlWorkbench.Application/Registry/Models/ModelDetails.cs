using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Registry.Models;

/// <summary>A model with its stage board.</summary>
public sealed record ModelDetails
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string? Description { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required int Versions { get; init; }

    /// <summary>The version in Production. Null if Production is empty.</summary>
    public required VersionSummary? Production { get; init; }

    /// <summary>The version that a rollback would restore. Null if there is none.</summary>
    public required int? RollbackTo { get; init; }

    /// <summary>For each stage, its number of versions and the newest of them.</summary>
    public required IReadOnlyList<StageLane> Board { get; init; }

    public required IReadOnlyDictionary<string, int> Aliases { get; init; }

    /// <summary>Names that always follow Production, even while it is empty.</summary>
    public required IReadOnlyList<string> ProtectedAliases { get; init; }

    public required IReadOnlyList<TransitionRequestSummary> OpenRequests { get; init; }
}
