using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace MlWorkbench.Web.Tests.Hosting;

/// <summary>Another program holds the database's write lock.</summary>
public sealed class BusyDatabaseTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_WhileAnotherProgramWrites_ReadAndRefuseWritesUntilItEnds()
    {
        await using var server = await WorkbenchServer.StartAsync("--Storage:BusySeconds=1");
        await using var other = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "workbench.db")};Pooling=False");
        await other.OpenAsync(Cancellation);
        var held = other.BeginTransaction(deferred: false);

        // The token is new, so its first use must also be recorded.
        Assert.Equal(HttpStatusCode.OK, (await server.Admin.GetAsync("/api/v1/datasets", Cancellation)).StatusCode);
        var refused = await AddUserAsync(server);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal("storage_busy", problem.GetProperty("code").GetString());
        Assert.DoesNotContain("SQLite", problem.GetProperty("detail").GetString(), StringComparison.OrdinalIgnoreCase);

        await held.DisposeAsync();
        Assert.Equal(HttpStatusCode.Created, (await AddUserAsync(server)).StatusCode);
    }

    private static Task<HttpResponseMessage> AddUserAsync(WorkbenchServer server) =>
        server.Admin.PostAsJsonAsync("/api/v1/users", new { email = "anna@example.org", role = "Analyst" }, Cancellation);
}
