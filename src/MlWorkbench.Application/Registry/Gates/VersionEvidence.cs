using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>Facts about a version at the time the evidence was frozen.</summary>
/// <param name="RunTitle">Title for people: <c>LightGBM, 63 leaves</c>.</param>
/// <param name="Metric">The metric that its search optimised.</param>
/// <param name="TestRows">Rows of the version's test split. 0 without a test split.</param>
/// <param name="TestMetrics">All metrics on the test split, the search metric first. Empty without a test split.</param>
public sealed record VersionEvidence(
    Guid VersionId,
    int Number,
    string RunTitle,
    Guid ExperimentId,
    string Dataset,
    int DatasetVersion,
    long DatasetRows,
    long PackageBytes,
    string? Metric,
    int TestRows,
    IReadOnlyList<MetricValue> TestMetrics);
