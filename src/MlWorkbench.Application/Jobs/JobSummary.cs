namespace MlWorkbench.Application.Jobs;

/// <summary>A job as lists show it.</summary>
/// <param name="QueuePosition">1 for the next of its lane; null unless queued.</param>
public sealed record JobSummary(
    Guid Id,
    string Kind,
    Guid SubjectId,
    string Title,
    JobState State,
    int Attempt,
    double? Progress,
    string? ProgressText,
    string? Reason,
    string RequestedByName,
    DateTime QueuedAt,
    DateTime? StartedAt,
    DateTime? EndedAt,
    int? QueuePosition);
