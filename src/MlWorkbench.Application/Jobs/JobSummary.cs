namespace MlWorkbench.Application.Jobs;

/// <summary>A job as lists show it.</summary>
/// <param name="Model">The model that the job is about, where it is about one.</param>
/// <param name="StopRequested">Somebody asked it to stop, and it has not ended yet.</param>
/// <param name="QueuePosition">1 for the next of its lane; null unless queued.</param>
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
