using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace MlWorkbench.Web.Tests.Access;

public sealed class AuditApiTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Head_OfARunningServer_IsInTheFileOfTheDay()
    {
        await using var server = await WorkbenchServer.StartAsync("--Access:AuditHeadSeconds=1");
        await server.Admin.PostAsJsonAsync("/api/v1/users", new { email = "new@example.org", role = "Viewer" }, Now);

        var head = await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/audit/head", Now);

        var line = string.Create(CultureInfo.InvariantCulture, $"{head.GetProperty("sequence").GetInt64()} {head.GetProperty("hash").GetString()}\n");
        Assert.True(await AppearsAsync(Path.Combine(server.Folder, "audit-heads"), line));
        var verification = await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/audit/verification", Now);
        Assert.Equal((true, head.GetProperty("hash").GetString()), (verification.GetProperty("isWhole").GetBoolean(), verification.GetProperty("head").GetString()));
        Assert.InRange(verification.GetProperty("exportedHeads").GetInt32(), 1, 2);
    }

    private static async Task<bool> AppearsAsync(string folder, string line)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!Directory.Exists(folder) || !Directory.EnumerateFiles(folder, "*.txt").Any(file => File.ReadAllText(file) == line))
        {
            await Task.Delay(100, patience.Token);
        }

        return true;
    }
}
