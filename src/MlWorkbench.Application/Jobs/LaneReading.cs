namespace MlWorkbench.Application.Jobs;

/// <summary>Numbers of jobs of one lane.</summary>
/// <param name="Waiting">Due jobs in the queue.</param>
/// <param name="Late">Running jobs whose lease has expired, because their heartbeat stopped.</param>
public sealed record LaneReading(int Waiting, int Running, int Late)
{
    public static LaneReading None { get; } = new(0, 0, 0);
}
