using MlWorkbench.Application.Projects;

namespace MlWorkbench.Application.Jobs.Schedules;

/// <summary>Starts a job for the same subject again and again.</summary>
internal sealed class Schedule
{
    public Guid Id { get; init; }

    public Guid ProjectId { get; init; }

    public Project? Project { get; init; }

    /// <summary>Kind of the jobs that it starts.</summary>
    public required string JobKind { get; init; }

    /// <summary>The row that the jobs work for.</summary>
    public Guid SubjectId { get; init; }

    /// <summary>Title of the jobs, for people.</summary>
    public required string Title { get; set; }

    /// <summary>Lane of the jobs.</summary>
    public required string Queue { get; init; }

    /// <summary>Minute, hour, day of month, month and day of week, as in cron: <c>30 6 * * MON-FRI</c>.</summary>
    public required string Cron { get; set; }

    /// <summary>IANA name of the time zone of <see cref="Cron"/>: <c>Europe/Berlin</c>.</summary>
    public required string TimeZone { get; set; }

    public bool Enabled { get; set; }

    /// <summary>The next tick. Null if there is none.</summary>
    public DateTime? NextDueAt { get; set; }
}
