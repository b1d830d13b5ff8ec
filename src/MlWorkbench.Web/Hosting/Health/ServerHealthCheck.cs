using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MlWorkbench.Web.Hosting.Health;

/// <summary>Not ready as soon as the server begins to stop, so that a load balancer sends no more requests.</summary>
internal sealed class ServerHealthCheck(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("The server is stopping.") : HealthCheckResult.Healthy());
}
