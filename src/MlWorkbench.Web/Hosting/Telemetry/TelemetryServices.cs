using System.Diagnostics;
using System.Diagnostics.Metrics;
using MlWorkbench.Application;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MlWorkbench.Web.Hosting.Telemetry;

/// <summary>Collects metrics for Prometheus and, if configured, exports metrics and traces to an OpenTelemetry collector.</summary>
internal static class TelemetryServices
{
    private const string ServiceName = "mlworkbench";
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Metrics of the workbench, of ASP.NET Core, of open pages and of the runtime.</summary>
    private static readonly string[] Meters =
    [
        WorkbenchTelemetry.Name,
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Components.Server.Circuits",
        "System.Runtime",
    ];

    /// <summary>Requests of supervisors and of open pages, which are frequent or endless.</summary>
    private static readonly PathString[] Untraced = ["/health", MetricsEndpoint.Path, "/_blazor"];

    /// <exception cref="WorkbenchException">A setting is not valid.</exception>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(MetricsOptions.Read(builder.Configuration));
        builder.Services.AddSingleton<MetricsServer>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<MetricsServer>());
        var isExported = ReadExport(builder.Configuration);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .Clear()
                .AddService(ServiceName, serviceVersion: ProductVersion.Current)
                .AddTelemetrySdk()
                // The last one takes precedence.
                .AddEnvironmentVariableDetector())
            .WithMetrics(metrics => AddMetrics(metrics, isExported))
            // Always, so that the log entries of a job have the id of its trace.
            .WithTracing(traces => traces.AddSource(WorkbenchTelemetry.Name));
        if (isExported)
        {
            builder.Services.Configure<AspNetCoreTraceInstrumentationOptions>(ConfigureRequests);
            telemetry.WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddSource("Npgsql").AddOtlpExporter());
        }
    }

    /// <summary>Returns whether a collector is configured. The own setting becomes the standard one, from which the exporter derives all addresses.</summary>
    private static bool ReadExport(ConfigurationManager configuration)
    {
        var options = configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new TelemetryOptions();
        if (options.ReadOtlpEndpoint() is { } endpoint)
        {
            configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>(OtlpEndpoint, endpoint.ToString())]);
        }

        return ((string[])[OtlpEndpoint, "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"])
            .Any(key => !string.IsNullOrWhiteSpace(configuration[key]));
    }

    private static void AddMetrics(MeterProviderBuilder metrics, bool isExported)
    {
        metrics.AddMeter(Meters);
        // Meters have no owner but their factory. Other sites of this process have their own, and so has the metrics port.
        ((IDeferredMeterProviderBuilder)metrics).Configure((provider, configured) =>
        {
            var own = provider.GetRequiredService<IMeterFactory>();
            configured.AddView(instrument => instrument.Meter.Scope is IMeterFactory factory && factory != own ? MetricStreamConfiguration.Drop : null);
        });
        // Without the name of the meter on every line: names of instruments are unique.
        metrics.AddPrometheusExporter(options => options.ScopeInfoEnabled = false);
        if (isExported)
        {
            metrics.AddOtlpExporter();
        }
    }

    private static void ConfigureRequests(AspNetCoreTraceInstrumentationOptions options)
    {
        options.Filter = context => !Array.Exists(Untraced, path => context.Request.Path.StartsWithSegments(path));
        options.EnrichWithHttpResponse = (span, response) => HideAddress(span, response.HttpContext);
    }

    /// <summary>Replaces the path by its route: paths contain names, and the secrets of links.</summary>
    private static void HideAddress(Activity span, HttpContext context)
    {
        span.SetTag("url.path", (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
        span.SetTag("url.query", null);
    }
}
