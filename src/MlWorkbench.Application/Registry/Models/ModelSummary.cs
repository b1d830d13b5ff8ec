using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Registry.Models;

/// <summary>A model in the list of models.</summary>
/// <param name="ProductionVersion">Null if Production is empty.</param>
/// <param name="Test">Search metric of the Production version on its test split.</param>
/// <param name="OpenRequests">Number of transition requests without a decision.</param>
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
