using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Home;

/// <summary>Contents of the home page.</summary>
/// <param name="IsEmpty">Whether the workbench has no data yet.</param>
/// <param name="Running">Running and queued jobs.</param>
/// <param name="Changes">Recent changes, newest first.</param>
public sealed record HomeOverview(bool IsEmpty, IReadOnlyList<Need> Needs, IReadOnlyList<JobSummary> Running, IReadOnlyList<Change> Changes);
