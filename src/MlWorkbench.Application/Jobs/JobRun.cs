using MlWorkbench.Engine;

namespace MlWorkbench.Application.Jobs;

/// <summary>A piece of background work. The row is authoritative; the queue only wakes a worker.</summary>
internal sealed class JobRun
{
    public Guid Id { get; init; }

    /// <summary>Kind of the <see cref="IJob"/> that runs it.</summary>
    public required string Kind { get; init; }

    /// <summary>Id of the row that it works for: an experiment, a drift report …</summary>
    public Guid SubjectId { get; init; }

    /// <summary>Title for people: "Experiment churn by contract".</summary>
    public required string Title { get; init; }

    /// <summary>The project that the job works in. Jobs of the workbench itself belong to the default project.</summary>
    public Guid ProjectId { get; init; }

    public required string Queue { get; init; }

    public JobState State { get; set; }

    public int Attempt { get; set; }

    /// <summary>Counts the starts of all jobs, so that people can take turns. Null before the first start.</summary>
    public long? Turn { get; set; }

    public string? LeaseOwner { get; set; }

    /// <summary>Renewed while the job runs. After this time, the job is treated as abandoned.</summary>
    public DateTime? LeaseUntil { get; set; }

    public bool CancelRequested { get; set; }

    /// <summary>0 to 1. Null if unknown.</summary>
    public double? Progress { get; set; }

    /// <summary>The current activity, or the last one of a job that ended.</summary>
    public Statement? ProgressText { get; set; }

    public Statement? Reason { get; set; }

    /// <summary>Incremented by each change that a page shows, so that a page can ask whether it must read again.</summary>
    public long Revision { get; set; }

    public Guid RequestedById { get; init; }

    public required string RequestedByName { get; init; }

    public DateTime QueuedAt { get; set; }

    /// <summary>The earliest time of the start. If null, the job is due immediately.</summary>
    public DateTime? DueAt { get; init; }

    public DateTime? StartedAt { get; set; }

    public DateTime? EndedAt { get; set; }
}
