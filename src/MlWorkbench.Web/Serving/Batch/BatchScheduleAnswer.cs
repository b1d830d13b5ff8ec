using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Serving.Batch;

namespace MlWorkbench.Web.Serving.Batch;

/// <summary>A schedule of batch predictions in the API's format.</summary>
internal sealed record BatchScheduleAnswer
{
    public required Guid Id { get; init; }

    public required string Model { get; init; }

    /// <summary>A version number or alias. Null for the version in Production at each run.</summary>
    public required string? ModelVersion { get; init; }

    /// <summary>Each run scores its newest version.</summary>
    public required string Dataset { get; init; }

    public required string Schedule { get; init; }

    public required string TimeZone { get; init; }

    public required bool Enabled { get; init; }

    public required DateTime? NextDueAt { get; init; }

    public required BatchOutput Output { get; init; }

    /// <summary>The dataset that receives the results. Null for files.</summary>
    public required string? ResultDataset { get; init; }

    /// <summary>Null for all columns.</summary>
    public required IReadOnlyList<string>? Keep { get; init; }

    public required bool Explain { get; init; }

    /// <summary>Null before the first run.</summary>
    public required Run? LastRun { get; init; }

    /// <summary>The person who saved it last. Its runs need this person's rights.</summary>
    public required string SavedBy { get; init; }

    public required DateTime CreatedAt { get; init; }

    public static BatchScheduleAnswer Of(BatchScheduleDetails schedule) => new()
    {
        Id = schedule.Id,
        Model = schedule.Model,
        ModelVersion = schedule.Order.Order.ModelVersion,
        Dataset = schedule.Order.Dataset,
        Schedule = schedule.Order.Cron,
        TimeZone = schedule.Order.TimeZone,
        Enabled = schedule.Order.Enabled,
        NextDueAt = schedule.NextDueAt,
        Output = schedule.Order.Order.Output,
        ResultDataset = schedule.Order.Order.Into,
        Keep = schedule.Order.Order.Keep,
        Explain = schedule.Order.Order.Explain,
        LastRun = schedule.LastRun is { } run ? new Run(run.DueAt, run.State, run.Reason, run.ReasonCode, run.Batch?.Id) : null,
        SavedBy = schedule.OwnerName,
        CreatedAt = schedule.CreatedAt,
    };

    /// <param name="BatchPrediction">The started batch prediction. Null if it could not start.</param>
    public sealed record Run(DateTime DueAt, JobState State, string? Reason, string? ReasonCode, Guid? BatchPrediction);
}
