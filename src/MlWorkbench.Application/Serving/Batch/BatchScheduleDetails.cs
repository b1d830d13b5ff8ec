namespace MlWorkbench.Application.Serving.Batch;

/// <summary>A schedule of batch predictions with its last run.</summary>
public sealed record BatchScheduleDetails
{
    public required Guid Id { get; init; }

    public required string Model { get; init; }

    public required BatchScheduleOrder Order { get; init; }

    /// <summary>The next run. Null while it is disabled, and if there is none.</summary>
    public required DateTime? NextDueAt { get; init; }

    /// <summary>Null before the first run.</summary>
    public required BatchScheduleRun? LastRun { get; init; }

    /// <summary>The person who saved it last. Its runs need this person's rights.</summary>
    public required Guid OwnerId { get; init; }

    public required string OwnerName { get; init; }

    public required DateTime CreatedAt { get; init; }
}
