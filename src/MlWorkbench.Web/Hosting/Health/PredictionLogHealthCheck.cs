using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MlWorkbench.Application.Serving;

namespace MlWorkbench.Web.Hosting.Health;

/// <summary>Degraded while the backlog of the prediction log is nearly full. Predictions are still answered.</summary>
internal sealed class PredictionLogHealthCheck(PredictionLogWriter log) : IHealthCheck
{
    private const double NearlyFull = 0.8;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var fill = log.Fill;
        return Task.FromResult(fill < NearlyFull
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"The backlog of the prediction log is {fill:P0} full.")));
    }
}
