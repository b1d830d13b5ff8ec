using Microsoft.Extensions.Diagnostics.HealthChecks;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Web.Hosting;

/// <summary>Ready: the database takes a write, its schema is this program's, and the disk has room.</summary>
internal sealed class StorageHealthCheck(StorageInspector storage) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var problems = await storage.FindProblemsAsync(cancellationToken);
        return problems.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(string.Join(' ', problems));
    }
}
