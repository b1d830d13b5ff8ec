namespace MlWorkbench.Application.Jobs;

/// <summary>The state of all lanes at one moment.</summary>
/// <param name="HasWorkers">Whether a process that runs jobs is alive.</param>
/// <param name="Lanes">By name.</param>
public sealed record JobReading(DateTimeOffset At, bool HasWorkers, IReadOnlyDictionary<string, LaneReading> Lanes);
