using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>Facts about a version at the time the evidence was frozen.</summary>
public sealed record VersionEvidence
{
    public required Guid VersionId { get; init; }

    public required int Number { get; init; }

    /// <summary>Title for people: <c>LightGBM, 63 leaves</c>.</summary>
    public required string RunTitle { get; init; }

    public required Guid ExperimentId { get; init; }

    public required string Dataset { get; init; }

    public required int DatasetVersion { get; init; }

    public required long DatasetRows { get; init; }

    public required long PackageBytes { get; init; }

    /// <summary>The metric that its search optimised.</summary>
    public string? Metric { get; init; }

    /// <summary>Rows of the version's test split. 0 without a test split.</summary>
    public required int TestRows { get; init; }

    /// <summary>All metrics on the test split, the search metric first. Empty without a test split.</summary>
    public required IReadOnlyList<MetricValue> TestMetrics { get; init; }
}
