using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Testing;
using MlWorkbench.Web.Hosting.Health;

namespace MlWorkbench.Web.Tests.Hosting;

public sealed class HealthTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_ServerBeginsToStop_IsNotReadyAndStillLive()
    {
        await using var server = await WorkbenchServer.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await server.Admin.GetAsync("/health/ready", Now)).StatusCode);

        server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        using var ready = await server.Admin.GetAsync("/health/ready", Now);
        var answer = await ready.Content.ReadFromJsonAsync<JsonElement>(Now);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("Unhealthy", answer.GetProperty("checks").GetProperty("server").GetString());
        Assert.Equal("Healthy", answer.GetProperty("checks").GetProperty("database").GetString());
        Assert.Equal("The server is stopping.", Assert.Single(answer.GetProperty("problems").EnumerateArray()).GetString());
        Assert.Equal(HttpStatusCode.OK, (await server.Admin.GetAsync("/health/live", Now)).StatusCode);
    }

    [Fact]
    public async Task Ready_PredictionLogNearlyFull_IsDegradedUntilItIsWritten()
    {
        await using var models = new ModelServer { Settings = ["--Serving:LogBacklog=10"] };
        await models.InitializeAsync();
        var server = models.Server;
        await using var other = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "workbench.db")};Pooling=False");
        await other.OpenAsync(Now);
        var locking = other.BeginTransaction(deferred: false);
        var rows = Enumerable.Repeat(new { age = 30, income = 2000, plan = "basic" }, 9);
        using var predicted = await server.Admin.PostAsJsonAsync("/api/v1/models/churn/predict", new { rows }, Now);

        var live = await server.Admin.GetFromJsonAsync<JsonElement>("/health/live", Now);
        using var degraded = await server.Admin.GetAsync("/health/ready", Now);
        var answer = await degraded.Content.ReadFromJsonAsync<JsonElement>(Now);
        using var dropped = await server.Admin.PostAsJsonAsync("/api/v1/models/churn/predict", new { rows }, Now);
        await Until.TrueAsync(
            async () => await server.Admin.GetStringAsync("/metrics", Now) is var metrics
                && metrics.Contains("\nmlworkbench_prediction_log_waiting{} 9\n", StringComparison.Ordinal)
                && metrics.Contains("\nmlworkbench_prediction_log_dropped_total{} 9\n", StringComparison.Ordinal),
            Now,
            what: "The metrics show 9 waiting and 9 dropped predictions");
        await locking.RollbackAsync(Now);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (predicted.StatusCode, dropped.StatusCode));
        Assert.Equal("Healthy", live.GetProperty("status").GetString());
        Assert.Equal("Degraded", answer.GetProperty("checks").GetProperty("predictionLog").GetString());
        var problems = answer.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString());
        Assert.Contains("The backlog of the prediction log is 90 % full.", problems);
        await Until.TrueAsync(async () => await StateAsync(server, "predictionLog") == "Healthy", Now);
    }

    [Fact]
    public async Task Jobs_FiguresAreNoLongerRead_AreDegraded()
    {
        await using var server = await WorkbenchServer.StartAsync();
        var jobs = server.Services.GetRequiredService<JobFigures>();
        var clock = new FakeTimeProvider(jobs.Last!.At);
        var check = new JobsHealthCheck(jobs, clock);
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(new HealthCheckContext(), Now)).Status);

        clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(HealthStatus.Degraded, (await check.CheckHealthAsync(new HealthCheckContext(), Now)).Status);
    }

    private static async Task<string?> StateAsync(WorkbenchServer server, string check)
    {
        using var answer = await server.Admin.GetAsync("/health/ready", Now);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("checks").GetProperty(check).GetString();
    }
}
