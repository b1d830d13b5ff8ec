using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MlWorkbench.Web.Tests.Hosting.Telemetry;

/// <summary>A collector that keeps what it receives by OTLP over HTTP.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _received = new();
    private readonly WebApplication _server;

    private OtlpCollector(WebApplication server) => _server = server;

    public string Url => _server.Urls.Single();

    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var collector = new OtlpCollector(builder.Build());
        collector._server.Run(collector.ReceiveAsync);
        await collector._server.StartAsync();
        return collector;
    }

    /// <summary>Everything sent to the path. The texts of a protobuf message are readable in it.</summary>
    public string ReceivedAt(string path) => _received.GetValueOrDefault(path, "");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _received.AddOrUpdate(context.Request.Path.ToString(), _ => Text(), (_, earlier) => earlier + Text());

        string Text() => Encoding.Latin1.GetString(body.ToArray());
    }
}
