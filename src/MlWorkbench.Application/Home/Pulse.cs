namespace MlWorkbench.Application.Home;

/// <summary>What every page's top bar counts.</summary>
/// <param name="ActiveJobs">Jobs that run or wait.</param>
/// <param name="RequestsToDecide">Open transition requests that the actor may decide.</param>
public sealed record Pulse(int ActiveJobs, int RequestsToDecide);
