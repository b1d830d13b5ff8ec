using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>What there was to know of a version when evidence was frozen.</summary>
/// <param name="RunTitle">One line for people: <c>LightGBM, 63 leaves</c>.</param>
/// <param name="Metric">The metric that its search optimised.</param>
/// <param name="TestRows">Rows of the test split that it was measured on; 0 without one.</param>
/// <param name="TestMetrics">All metrics on the test split, the search metric first; empty without one.</param>
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
