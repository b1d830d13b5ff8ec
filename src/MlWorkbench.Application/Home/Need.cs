using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Home;

/// <summary>Something that needs the actor.</summary>
/// <param name="Id">Of the request, the failed job's subject or the drift report.</param>
/// <param name="Title">The model (and version), or the job.</param>
/// <param name="Details">Who asks, why it failed, how much drifted.</param>
/// <param name="Job">The failed job.</param>
public sealed record Need(NeedKind Kind, Guid Id, string Title, string? Details, DateTime At, JobSummary? Job = null);
