using Microsoft.Extensions.Diagnostics.HealthChecks;
using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Web.Hosting.Health;

/// <summary>Degraded if no process runs jobs, or a running job has lost its heartbeat.</summary>
/// <remarks>It uses the figures of the metrics, so that a call costs nothing.</remarks>
internal sealed class JobsHealthCheck(JobFigures jobs, TimeProvider clock) : IHealthCheck
{
    /// <summary>Many times the interval at which the figures are read.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(FindProblem() is { } problem ? HealthCheckResult.Degraded(problem) : HealthCheckResult.Healthy());

    private string? FindProblem() => jobs.Last switch
    {
        null => "The state of the jobs could not be read yet.",
        { At: var at } when clock.GetUtcNow() - at > LongestSilence => "The state of the jobs could not be read for a minute.",
        { HasWorkers: false } => "No process runs jobs.",
        { Lanes: var lanes } when lanes.Values.Any(lane => lane.Late > 0) => "A running job has lost its heartbeat.",
        _ => null,
    };
}
