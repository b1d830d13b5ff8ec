using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Hosting;

/// <summary>For whatever keeps the server running. Live says that the process answers; ready, that it can work.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    /// <summary>Everybody gets the status and the version; the reasons name the inside of the server and are for people with an account.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var (status, version) = (report.Status.ToString(), ProductVersion.Current);
        return context.User.Identity?.IsAuthenticated == true
            ? context.Response.WriteAsJsonAsync(new { status, version, problems = report.Entries.Values.Select(entry => entry.Description).Where(description => description is not null) })
            : context.Response.WriteAsJsonAsync(new { status, version });
    }
}
