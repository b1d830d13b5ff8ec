using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Web.Tests.Journey;
using static Microsoft.Playwright.Assertions;

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

    [BrowserFact]
    public async Task AuditPage_EndOfTheTrailCutOff_NamesTheDayOfTheLostHead()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await server.Admin.PostAsJsonAsync("/api/v1/users", new { email = "new@example.org", role = "Viewer" }, Now);
        await server.Services.GetRequiredService<AuditHeads>().ExportAsync(Now);
        await CutOffTheEndAsync(server);
        List<string> complaints = [];
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Url, complaints);
        await page.GotoAsync("/sign-in?returnUrl=%2Fadmin%2Faudit");
        await page.FillAsync("input[type=email]", WorkbenchServer.AdminEmail);
        await page.FillAsync("input[type=password]", WorkbenchServer.AdminPassword);
        await page.ClickAsync("button[type=submit]");

        await Expect(page.GetByText("Newest entry: 1,")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Verify chain" }).ClickAsync();

        await Expect(page.GetByText("The trail does not contain the newest entry of")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Status).GetByText("Entries were removed from the end")).ToBeVisibleAsync();
        Assert.Empty(complaints);
    }

    private static async Task CutOffTheEndAsync(WorkbenchServer server)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "workbench.db")};Pooling=False");
        await connection.OpenAsync(Now);
        await using var command = connection.CreateCommand();
        command.CommandText = "DROP TRIGGER AuditEntriesNoDelete; DELETE FROM AuditEntries WHERE Sequence > 1";
        await command.ExecuteNonQueryAsync(Now);
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
