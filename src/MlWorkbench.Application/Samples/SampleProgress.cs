using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Samples;

/// <summary>How far the sample is, and what it has made so far; what is not made yet is null.</summary>
/// <param name="Versions">Versions of the dataset.</param>
/// <param name="RequestIsOpen">The transition request waits for a decision.</param>
/// <param name="Drifted">What the drift check found; null until it is done.</param>
public sealed record SampleProgress(
    JobSummary Job,
    string Dataset,
    int Versions,
    Guid? ExperimentId,
    string Model,
    int? ModelVersion,
    Guid? RequestId,
    bool RequestIsOpen,
    Guid? DriftReportId,
    bool? Drifted);
