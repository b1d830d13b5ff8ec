using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Samples;

/// <summary>Progress of the sample, and its objects so far. Objects that do not exist yet are null.</summary>
/// <param name="Versions">Number of versions of the dataset.</param>
/// <param name="RequestIsOpen">Whether the transition request is open.</param>
/// <param name="Drifted">Whether the drift check found drift. Null until it has ended.</param>
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
