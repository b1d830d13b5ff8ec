namespace MlWorkbench.Engine.Experiments.Process;

/// <summary>Limits of the processes of one search.</summary>
/// <param name="MaxRestarts">How often the search continues after its process died.</param>
/// <param name="MemoryBytes">Resident memory at which a process is killed. If null, the process limits itself.</param>
/// <param name="StopGrace">Time after a stop request at which the process is killed. If null, the process ends by itself.</param>
public sealed record SupervisionLimits(int MaxRestarts, long? MemoryBytes = null, TimeSpan? StopGrace = null);
