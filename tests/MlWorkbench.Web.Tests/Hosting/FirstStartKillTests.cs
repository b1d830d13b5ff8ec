using System.Net;
using Microsoft.Data.Sqlite;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Hosting;

/// <summary>kill -9 during the creation of the database: the next start completes it.</summary>
public sealed class FirstStartKillTests
{
    private const int Rounds = 6;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FirstStart_KilledAtRandomMoments_TheNextStartIsReady()
    {
        var random = new Random(12);
        for (var round = 0; round < Rounds; round++)
        {
            var folder = Directory.CreateTempSubdirectory("mlworkbench-first-").FullName;
            using (var first = ServerProcess.Launch(folder))
            {
                await Until.TrueAsync(() => File.Exists(Path.Combine(folder, "workbench.db")), Cancellation);
                // The outcome is the same at any moment of the kill.
                await Task.Delay(random.Next(500), Cancellation);
                first.Kill();
                await first.WaitForExitAsync(Cancellation);
            }

            using (var next = await ServerProcess.StartAsync(folder, Cancellation))
            {
                Assert.Equal(HttpStatusCode.OK, (await next.Admin.GetAsync("/api/v1/me", Cancellation)).StatusCode);
                await next.KillAsync();
            }

            Assert.Equal("ok", await CheckAsync(folder));
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<object?> CheckAsync(string folder)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "workbench.db")};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA integrity_check";
        return await check.ExecuteScalarAsync(Cancellation);
    }
}
