using Microsoft.Extensions.Diagnostics.HealthChecks;
using MlWorkbench.Application.Backups;

namespace MlWorkbench.Web.Hosting;

/// <summary>Ready: the database takes a write, its schema is this program's, and the disk has room.</summary>
/// <remarks>Anybody may ask, as often as they like: one probe runs at a time, everybody who asks meanwhile waits for it, and its answer serves for a while.</remarks>
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
                // SQLite is not asynchronous: on the caller's thread the probe would hold the gate, and everybody behind it, until a held database answers.
                _probe = Task.Run(ProbeAsync, CancellationToken.None);
            }

            return _probe.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Belongs to all who wait, so that nobody can cancel it.</summary>
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
#pragma warning disable CA1031 // Whatever breaks the probe makes the workbench not ready.
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
