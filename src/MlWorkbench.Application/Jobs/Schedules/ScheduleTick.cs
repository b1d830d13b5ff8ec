namespace MlWorkbench.Application.Jobs.Schedules;

/// <summary>One job that a schedule started. Its key makes a second job for the same tick impossible.</summary>
internal sealed class ScheduleTick
{
    public Guid ScheduleId { get; init; }

    public Schedule? Schedule { get; init; }

    public DateTime DueAt { get; init; }

    public Guid JobId { get; init; }

    public JobRun? Job { get; init; }
}
