using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Registry.Models;

/// <summary>A model in the list of models.</summary>
/// <param name="ProductionVersion">Null when nothing is in Production.</param>
/// <param name="Test">The search metric of the Production version on its test split.</param>
/// <param name="OpenRequests">Transition requests that wait for a decision.</param>
public sealed record ModelSummary(
    string Name,
    string? Description,
    int Versions,
    int LatestVersion,
    DateTime LatestAt,
    int? ProductionVersion,
    DateTime? ProductionSince,
    TestMetric? Test,
    int OpenRequests);
