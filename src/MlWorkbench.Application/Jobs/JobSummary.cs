namespace MlWorkbench.Application.Jobs;

/// <summary>A job as lists show it.</summary>
public sealed record JobSummary
{
    public required Guid Id { get; init; }

    public required string Kind { get; init; }

    public required Guid SubjectId { get; init; }

    public required string Title { get; init; }

    /// <summary>The model that the job works for. Null if it works for none.</summary>
    public required string? Model { get; init; }

    public required JobState State { get; init; }

    public required int Attempt { get; init; }

    public required double? Progress { get; init; }

    /// <summary>The current activity as a sentence. Null before the first.</summary>
    public required string? ProgressText { get; init; }

    public required string? ProgressCode { get; init; }

    /// <summary>The reason for its end or its return to the queue, as a sentence. Null without one.</summary>
    public required string? Reason { get; init; }

    public required string? ReasonCode { get; init; }

    public required Guid RequestedById { get; init; }

    public required string RequestedByName { get; init; }

    /// <summary>A person requested a stop, and the job has not ended yet.</summary>
    public required bool StopRequested { get; init; }

    public required DateTime QueuedAt { get; init; }

    public required DateTime? StartedAt { get; init; }

    public required DateTime? EndedAt { get; init; }

    /// <summary>1 for the next job of its lane. Null unless queued.</summary>
    public required int? QueuePosition { get; init; }
}
