using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>A batch prediction with its progress.</summary>
public sealed record BatchPredictionDetails
{
    public required Guid Id { get; init; }

    public required string Model { get; init; }

    public required int ModelVersion { get; init; }

    /// <summary>Name of the dataset, of the uploaded file, or of the endpoint whose log is scored again.</summary>
    public required string Data { get; init; }

    /// <summary>Null for other data than a dataset version.</summary>
    public required int? DataVersion { get; init; }

    /// <summary>Start of the window of the log. Null for other data.</summary>
    public required DateTime? LogFrom { get; init; }

    /// <summary>End of the window of the log. Null for other data.</summary>
    public required DateTime? LogTo { get; init; }

    /// <summary>The data in words.</summary>
    public required string Description { get; init; }

    public required BatchOutput Output { get; init; }

    /// <summary>Name of the dataset that receives the result. Null for a file.</summary>
    public required string? Into { get; init; }

    /// <summary>Null until the rows of an uploaded file are counted.</summary>
    public required long? Rows { get; init; }

    public required long Scored { get; init; }

    /// <summary>Null before the first rows are scored.</summary>
    public required double? RowsPerSecond { get; init; }

    /// <summary>The job that scores, or the one that imports the result into the dataset.</summary>
    public required JobSummary Job { get; init; }

    /// <summary>Running until the result can be used.</summary>
    public required JobState State { get; init; }

    /// <summary>The version with the result. Null for a file, before the end, and after it was deleted.</summary>
    public required ImportResult? Version { get; init; }

    /// <summary>Size of the file with the result. Null for a dataset, before the end, and after its retention.</summary>
    public required long? FileBytes { get; init; }

    public required string RequestedByName { get; init; }

    public required DateTime CreatedAt { get; init; }
}
