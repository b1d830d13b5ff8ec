namespace MlWorkbench.Application.Home;

/// <summary>Counts in the top bar of every page.</summary>
/// <param name="ActiveJobs">Running and queued jobs.</param>
/// <param name="RequestsToDecide">Open transition requests that the actor may decide.</param>
public sealed record Pulse(int ActiveJobs, int RequestsToDecide);
