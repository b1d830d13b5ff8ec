using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Registry.Versions;

/// <summary>A version in a list of versions.</summary>
/// <param name="StageSince">Time at which the version entered its stage. Null for <see cref="Stage.None"/>.</param>
/// <param name="RunTitle">Title for people: <c>LightGBM, 63 leaves</c>.</param>
public sealed record VersionSummary(
    Guid Id,
    int Number,
    Stage Stage,
    DateTime? StageSince,
    string? Description,
    Guid RunId,
    string RunTitle,
    string Dataset,
    int DatasetVersion,
    TestMetric? Test,
    long PackageBytes,
    string CreatedBy,
    DateTime CreatedAt);
