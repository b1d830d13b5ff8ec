using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Application.Home;

/// <summary>A task that needs the actor's attention.</summary>
/// <param name="Id">Id of the request, of the failed job's subject, or of the drift report.</param>
/// <param name="Title">The model and version, or the job.</param>
/// <param name="Details">The requester, the reason for the failure, or the share of drifted features.</param>
/// <param name="Job">The failed job.</param>
public sealed record Need(NeedKind Kind, Guid Id, string Title, string? Details, DateTime At, JobSummary? Job = null);
