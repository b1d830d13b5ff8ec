namespace MlWorkbench.Application.Jobs;

/// <summary>A piece of background work. The row is the truth; the queue only wakes a worker.</summary>
internal sealed class JobRun
{
    public Guid Id { get; init; }

    /// <summary>Which <see cref="IJob"/> does it.</summary>
    public required string Kind { get; init; }

    /// <summary>The row it works for: an experiment, a drift report …</summary>
    public Guid SubjectId { get; init; }

    /// <summary>For people: "Experiment churn by contract".</summary>
    public required string Title { get; init; }

    public required string Queue { get; init; }

    public JobState State { get; set; }

    public int Attempt { get; set; }

    /// <summary>Counts the starts of all jobs, so that people can take turns; null before the first start.</summary>
    public long? Turn { get; set; }

    public string? LeaseOwner { get; set; }

    /// <summary>Renewed while the work goes on; past it the work counts as abandoned.</summary>
    public DateTime? LeaseUntil { get; set; }

    public bool CancelRequested { get; set; }

    /// <summary>0 to 1; null when unknown.</summary>
    public double? Progress { get; set; }

    public string? ProgressText { get; set; }

    public string? Reason { get; set; }

    public Guid RequestedById { get; init; }

    public required string RequestedByName { get; init; }

    public DateTime QueuedAt { get; set; }

    public DateTime? StartedAt { get; set; }

    public DateTime? EndedAt { get; set; }
}
