using Microsoft.Extensions.Diagnostics.HealthChecks;
using MlWorkbench.Application.Backups;

namespace MlWorkbench.Web.Hosting.Health;

/// <summary>Checks readiness: the database accepts a write, its schema matches this program, and the disk has space.</summary>
/// <remarks>Any caller may run it at any rate. One probe runs at a time, concurrent callers wait for it, and its result is reused for a while.</remarks>
internal sealed class StorageHealthCheck(StorageInspector storage, TimeProvider clock, ILogger<StorageHealthCheck> logger) : IHealthCheck
{
    private static readonly TimeSpan ServesFor = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Task<HealthCheckResult>? _probe;
    private DateTimeOffset _servesUntil;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_probe is null || (_probe.IsCompleted && clock.GetUtcNow() >= _servesUntil))
            {
                // SQLite is not asynchronous. On the caller's thread, the probe would block the gate, and all waiting callers, while the database is locked.
                _probe = Task.Run(ProbeAsync, CancellationToken.None);
            }

            return _probe.WaitAsync(cancellationToken);
        }
    }

    /// <summary>All waiting callers share the probe, so no caller can cancel it.</summary>
    private async Task<HealthCheckResult> ProbeAsync()
    {
        try
        {
            var problems = await storage.FindProblemsAsync(CancellationToken.None);
            if (problems.Count == 0)
            {
                return HealthCheckResult.Healthy();
            }

            var reasons = string.Join(' ', problems);
            logger.LogWarning("The workbench is not ready: {Reasons}", reasons);
            return HealthCheckResult.Unhealthy(reasons);
        }
#pragma warning disable CA1031 // Any failure of the probe makes the workbench not ready.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.LogError(exception, "The storage could not be checked");
            return HealthCheckResult.Unhealthy("The storage could not be checked. The server's log has the cause.");
        }
        finally
        {
            _servesUntil = clock.GetUtcNow() + ServesFor;
        }
    }
}
