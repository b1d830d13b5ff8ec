using MlWorkbench.Application.Registry.Stages;

namespace MlWorkbench.Application.Registry.Versions;

/// <summary>A version in a list of versions.</summary>
public sealed record VersionSummary
{
    public required Guid Id { get; init; }

    public required int Number { get; init; }

    public required Stage Stage { get; init; }

    /// <summary>Time at which the version entered its stage. Null for <see cref="Stage.None"/>.</summary>
    public required DateTime? StageSince { get; init; }

    public required string? Description { get; init; }

    public required Guid RunId { get; init; }

    /// <summary>Title for people: <c>LightGBM, 63 leaves</c>.</summary>
    public required string RunTitle { get; init; }

    public required string Dataset { get; init; }

    public required int DatasetVersion { get; init; }

    public required TestMetric? Test { get; init; }

    public required long PackageBytes { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTime CreatedAt { get; init; }
}
