using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Registry.Versions;

/// <summary>Details of one version without its evaluation, which belongs to its run.</summary>
/// <param name="InProduction">Number of the version in Production. Null if Production is empty.</param>
/// <param name="OpenRequest">The open request for this version. Null if there is none.</param>
public sealed record VersionDetails(
    string Model,
    VersionSummary Version,
    ModelLineage Lineage,
    int? InProduction,
    IReadOnlyList<string> Aliases,
    TransitionRequestSummary? OpenRequest,
    IReadOnlyList<StageTenure> History);
