using Microsoft.Extensions.Diagnostics.HealthChecks;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Web.Hosting.Health;

/// <summary>Checks whether the database is damaged and therefore only read. <see cref="StorageHealthCheck"/> gives the reason and the remedy.</summary>
internal sealed class IntegrityHealthCheck(StorageDamage damage) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(damage.Found is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
