using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Registry.Versions;

/// <summary>All about one version but its evaluation, which is its run's.</summary>
/// <param name="InProduction">Number of the version in Production; null when none is.</param>
/// <param name="OpenRequest">The request that waits for a decision on this version; null without one.</param>
public sealed record VersionDetails(
    string Model,
    VersionSummary Version,
    ModelLineage Lineage,
    int? InProduction,
    IReadOnlyList<string> Aliases,
    TransitionRequestSummary? OpenRequest,
    IReadOnlyList<StageTenure> History);
