using MlWorkbench.Application.Registry.Versions;

namespace MlWorkbench.Application.Registry.Models;

/// <summary>A model in the list of models.</summary>
public sealed record ModelSummary
{
    public required string Name { get; init; }

    public required string? Description { get; init; }

    public required int Versions { get; init; }

    public required int LatestVersion { get; init; }

    public required DateTime LatestAt { get; init; }

    /// <summary>Null if Production is empty.</summary>
    public required int? ProductionVersion { get; init; }

    public required DateTime? ProductionSince { get; init; }

    /// <summary>Search metric of the Production version on its test split.</summary>
    public required TestMetric? Test { get; init; }

    /// <summary>Number of transition requests without a decision.</summary>
    public required int OpenRequests { get; init; }
}
