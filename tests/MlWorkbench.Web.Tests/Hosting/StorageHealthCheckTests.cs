using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MlWorkbench.Application.Backups;
using MlWorkbench.Testing;
using MlWorkbench.Web.Hosting.Health;

namespace MlWorkbench.Web.Tests.Hosting;

public sealed class StorageHealthCheckTests
{
    private static readonly HealthCheckContext Context = new();

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task CheckHealthAsync_ManyAtOnce_ShareOneProbeAndItsAnswerServesForAWhile()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var check = new StorageHealthCheck(workbench.Get<StorageInspector>(), _clock, NullLogger<StorageHealthCheck>.Instance);
        await using var other = new SqliteConnection($"Data Source={Path.Combine(workbench.Folder, "workbench.db")};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);

        // While another program holds the write lock, a probe takes seconds and then fails.
        var locking = other.BeginTransaction(deferred: false);
        var probes = Enumerable.Range(0, 100).Select(_ => check.CheckHealthAsync(Context)).ToList();
        Assert.All(probes, probe => Assert.Same(probes[0], probe));
        Assert.False(probes[0].IsCompleted, "The callers were held up until the probe had ended.");
        Assert.Equal(HealthStatus.Unhealthy, (await probes[0]).Status);
        await locking.RollbackAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Unhealthy, (await check.CheckHealthAsync(Context)).Status);
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(Context)).Status);
    }
}
