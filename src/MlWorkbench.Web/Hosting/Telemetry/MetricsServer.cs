using OpenTelemetry.Metrics;

namespace MlWorkbench.Web.Hosting.Telemetry;

/// <summary>Answers the metrics on a port of its own without a token. The port belongs to a separate server, so that it can answer nothing else.</summary>
internal sealed class MetricsServer(MeterProvider metrics, MetricsOptions options, ILoggerFactory logs) : IHostedService, IAsyncDisposable
{
    private WebApplication? _server;

    /// <summary>The address that it listens on. Null without the setting.</summary>
    public Uri? Address => _server is null ? null : new Uri(_server.Urls.Single().Replace("[::]", "localhost", StringComparison.Ordinal));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Port is not { } port)
        {
            return;
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ListenAnyIP(port);
        });
        builder.Services.AddSingleton(logs);
        _server = builder.Build();
        _server.UseOpenTelemetryPrometheusScrapingEndpoint(
            metrics, context => context.Request.Path == MetricsEndpoint.Path, path: null, configureBranchedPipeline: null, optionsName: null);
        await _server.StartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
        {
            await _server.StopAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
