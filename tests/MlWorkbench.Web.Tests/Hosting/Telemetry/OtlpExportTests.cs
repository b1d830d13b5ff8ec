using System.Net.Http.Json;
using MlWorkbench.Application;
using MlWorkbench.Testing;
using MlWorkbench.Web.Hosting;

namespace MlWorkbench.Web.Tests.Hosting.Telemetry;

public sealed class OtlpExportTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_ToACollector_SendsMetricsAndSpansWithoutAddresses()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var server = await WorkbenchServer.StartAsync(
            $"--Telemetry:OtlpEndpoint={collector.Url}",
            "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "--OTEL_METRIC_EXPORT_INTERVAL=200",
            "--OTEL_BSP_SCHEDULE_DELAY=100");
        using var anonymous = server.CreateClient();

        await anonymous.GetAsync("/share/secret-of-a-link?password=secret-of-a-form", Now);
        using var backup = await server.Admin.PostAsJsonAsync("/api/v1/backups", new { }, Now);

        await Until.TrueAsync(() => collector.ReceivedAt("/v1/metrics").Contains("mlworkbench.jobs.ended", StringComparison.Ordinal), Now);
        await Until.TrueAsync(() => collector.ReceivedAt("/v1/traces").Contains("job backup", StringComparison.Ordinal), Now);
        await Until.TrueAsync(() => collector.ReceivedAt("/v1/traces").Contains("/share/{token}", StringComparison.Ordinal), Now);
        await Until.TrueAsync(() => collector.ReceivedAt("/v1/metrics").Contains("http.server.request.duration", StringComparison.Ordinal), Now);
        Assert.Contains("mlworkbench", collector.ReceivedAt("/v1/traces"), StringComparison.Ordinal);
        Assert.All(["/v1/metrics", "/v1/traces"], path => Assert.DoesNotContain("secret-of", collector.ReceivedAt(path), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Telemetry:OtlpEndpoint", "collector")]
    [InlineData("Metrics:Port", "70000")]
    [InlineData("Logging:Format", "xml")]
    public void Build_SettingThatCannotBe_IsRefusedByItsName(string setting, string value)
    {
        var refusal = Assert.Throws<WorkbenchException>(() => WorkbenchHost.Build([$"--{setting}={value}"]));

        Assert.Equal("setting_invalid", refusal.Code);
        Assert.StartsWith($"{setting} is {value}. ", refusal.Message.Replace("'", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
