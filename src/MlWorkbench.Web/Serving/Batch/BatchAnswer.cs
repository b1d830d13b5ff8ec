using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Serving.Batch;

namespace MlWorkbench.Web.Serving.Batch;

/// <summary>A batch prediction in the API's format.</summary>
internal sealed record BatchAnswer
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

    public required JobState State { get; init; }

    /// <summary>0 to 1. Null if unknown.</summary>
    public required double? Progress { get; init; }

    /// <summary>Null until the rows of an uploaded file are counted.</summary>
    public required long? Rows { get; init; }

    public required long Scored { get; init; }

    public required double? RowsPerSecond { get; init; }

    /// <summary>The reason of a failure or a stop.</summary>
    public required string? Reason { get; init; }

    public required string? ReasonCode { get; init; }

    public required BatchOutput Output { get; init; }

    /// <summary>The dataset that receives the result. Null for a file.</summary>
    public required string? ResultDataset { get; init; }

    /// <summary>The version with the result. Null before the end, and for a file.</summary>
    public required int? ResultVersion { get; init; }

    /// <summary>Size of the file. Null before the end, for a dataset, and after the file was deleted.</summary>
    public required long? FileBytes { get; init; }

    public required string RequestedBy { get; init; }

    public required DateTime CreatedAt { get; init; }

    public static BatchAnswer Of(BatchPredictionDetails batch) => new()
    {
        Id = batch.Id,
        Model = batch.Model,
        ModelVersion = batch.ModelVersion,
        Data = batch.Data,
        DataVersion = batch.DataVersion,
        LogFrom = batch.LogFrom,
        LogTo = batch.LogTo,
        State = batch.State,
        Progress = batch.Job.Progress,
        Rows = batch.Rows,
        Scored = batch.Scored,
        RowsPerSecond = batch.RowsPerSecond,
        Reason = batch.Job.Reason,
        ReasonCode = batch.Job.ReasonCode,
        Output = batch.Output,
        ResultDataset = batch.Into,
        ResultVersion = batch.Version?.Version,
        FileBytes = batch.FileBytes,
        RequestedBy = batch.RequestedByName,
        CreatedAt = batch.CreatedAt,
    };
}
