using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Samples;

/// <summary>Progress of the sample, and its objects so far. Objects that do not exist yet are null.</summary>
public sealed record SampleProgress
{
    public required JobSummary Job { get; init; }

    public required string Dataset { get; init; }

    /// <summary>Number of versions of the dataset.</summary>
    public required int Versions { get; init; }

    public required Guid? ExperimentId { get; init; }

    public required string Model { get; init; }

    public required int? ModelVersion { get; init; }

    public required Guid? RequestId { get; init; }

    /// <summary>Whether the transition request is open.</summary>
    public required bool RequestIsOpen { get; init; }

    public required Guid? DriftReportId { get; init; }

    /// <summary>Whether the drift check found drift. Null until it has ended.</summary>
    public required bool? Drifted { get; init; }
}
