using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Hosting;

/// <summary>Health checks for process supervisors. Live reports that the process answers, ready that it can work.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    /// <summary>Returns the status and the version to every caller.
    /// The reasons reveal internals of the server, so only people with an account receive them.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var (status, version) = (report.Status.ToString(), ProductVersion.Current);
        return context.User.Identity?.IsAuthenticated == true
            ? context.Response.WriteAsJsonAsync(new { status, version, problems = report.Entries.Values.Select(entry => entry.Description).Where(description => description is not null) })
            : context.Response.WriteAsJsonAsync(new { status, version });
    }
}
