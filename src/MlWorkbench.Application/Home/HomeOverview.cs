using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Home;

/// <summary>What a person sees first.</summary>
/// <param name="IsEmpty">Nobody has uploaded anything yet.</param>
/// <param name="Running">Jobs that run or wait.</param>
/// <param name="Changes">What changed lately, newest first.</param>
public sealed record HomeOverview(bool IsEmpty, IReadOnlyList<Need> Needs, IReadOnlyList<JobSummary> Running, IReadOnlyList<Change> Changes);
