namespace MlWorkbench.Web.Hosting.Telemetry;

/// <summary>The metrics at the site's own address, for callers with an account.</summary>
internal static class MetricsEndpoint
{
    public const string Path = "/metrics";

    public static void MapMetrics(this WebApplication app) => app
        .MapPrometheusScrapingEndpoint(Path, meterProvider: null, branch => branch.UseMiddleware<VisibleMetrics>(), optionsName: null)
        .RequireAuthorization();
}
