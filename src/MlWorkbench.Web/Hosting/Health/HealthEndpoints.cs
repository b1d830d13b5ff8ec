using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Hosting.Health;

/// <summary>Health checks for process supervisors. Live reports that the process answers, ready that it can work.</summary>
internal static class HealthEndpoints
{
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<StorageHealthCheck>();
        services.AddHealthChecks()
            .AddCheck<ServerHealthCheck>("server")
            .AddCheck<StorageHealthCheck>("database")
            .AddCheck<IntegrityHealthCheck>("integrity")
            .AddCheck<PredictionLogHealthCheck>("predictionLog")
            .AddCheck<JobsHealthCheck>("jobs");
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    /// <summary>Returns the status, the version and the states of the checks to every caller.
    /// The reasons reveal internals of the server, so only people with an account receive them.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new HealthAnswer(
        report.Status.ToString(),
        ProductVersion.Current,
        report.Entries.Count == 0 ? null : report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString()),
        context.User.Identity?.IsAuthenticated == true ? [.. report.Entries.Values.Select(entry => entry.Description).OfType<string>()] : null));
}
