using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Registry.Models;

/// <summary>A model with its stage board.</summary>
/// <param name="Production">The version in Production. Null if Production is empty.</param>
/// <param name="RollbackTo">The version that a rollback would restore. Null if there is none.</param>
/// <param name="ProtectedAliases">Names that always follow Production, even while it is empty.</param>
/// <param name="Board">For each stage, its number of versions and the newest of them.</param>
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
