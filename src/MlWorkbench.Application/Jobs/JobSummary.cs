namespace MlWorkbench.Application.Jobs;

/// <summary>A job as lists show it.</summary>
/// <param name="Model">The model that the job works for. Null if it works for none.</param>
/// <param name="StopRequested">A person requested a stop, and the job has not ended yet.</param>
/// <param name="QueuePosition">1 for the next job of its lane. Null unless queued.</param>
public sealed record JobSummary(
    Guid Id,
    string Kind,
    Guid SubjectId,
    string Title,
    string? Model,
    JobState State,
    int Attempt,
    double? Progress,
    string? ProgressText,
    string? Reason,
    Guid RequestedById,
    string RequestedByName,
    bool StopRequested,
    DateTime QueuedAt,
    DateTime? StartedAt,
    DateTime? EndedAt,
    int? QueuePosition);
