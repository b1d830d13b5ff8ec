using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Registry.Models;

/// <summary>A model with its stage board.</summary>
/// <param name="Production">The version in Production; null when none is.</param>
/// <param name="RollbackTo">The version that a rollback would bring back; null when there is none.</param>
/// <param name="ProtectedAliases">Names that always mean the version in Production, whether or not one is there.</param>
/// <param name="Board">Per stage how many versions are in it and the newest of them.</param>
public sealed record ModelDetails(
    Guid Id,
    string Name,
    string? Description,
    DateTime CreatedAt,
    int Versions,
    VersionSummary? Production,
    int? RollbackTo,
    IReadOnlyList<StageLane> Board,
    IReadOnlyDictionary<string, int> Aliases,
    IReadOnlyList<string> ProtectedAliases,
    IReadOnlyList<TransitionRequestSummary> OpenRequests);
