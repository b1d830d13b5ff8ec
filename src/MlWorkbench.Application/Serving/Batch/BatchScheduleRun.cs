using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>The last run of a schedule.</summary>
/// <param name="DueAt">The time of the schedule that started it.</param>
/// <param name="Start">The job that starts the batch prediction. It fails with the reason if that cannot start.</param>
/// <param name="Batch">The batch prediction. Null before it starts, and if it cannot start.</param>
public sealed record BatchScheduleRun(DateTime DueAt, JobSummary Start, BatchPredictionDetails? Batch)
{
    public JobState State => Batch?.State ?? Start.State;

    /// <summary>The reason of a failure or a stop.</summary>
    public string? Reason => Batch is null ? Start.Reason : Batch.Job.Reason;

    public string? ReasonCode => Batch is null ? Start.ReasonCode : Batch.Job.ReasonCode;
}
