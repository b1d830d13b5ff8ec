using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using MlWorkbench.Web.Tests.Journey;

namespace MlWorkbench.Web.Tests.Hosting;

/// <summary>Backups by the API and the page: created, listed and verified while the server runs.</summary>
public sealed class BackupsApiTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<string> _complaints = [];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Backups_MadeAndVerified_AreListedWithTheirChecks()
    {
        await using var server = await WorkbenchServer.StartAsync();

        using var made = await server.Admin.PostAsync("/api/v1/backups", null, Now);
        var overview = await WaitAsync(server, answer => answer.GetProperty("lastJob").GetProperty("state").GetString() == "completed");
        var name = Assert.Single(overview.GetProperty("backups").EnumerateArray()).GetProperty("name").GetString();
        using var verified = await server.Admin.PostAsync($"/api/v1/backups/{name}/verify", null, Now);
        var job = (await verified.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("id").GetGuid();
        overview = await WaitAsync(server, answer => answer.GetProperty("backups")[0].GetProperty("lastCheck") is { ValueKind: JsonValueKind.Object } check && check.GetProperty("state").GetString() == "completed");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (made.StatusCode, verified.StatusCode));
        Assert.Equal(job, overview.GetProperty("backups")[0].GetProperty("lastCheck").GetProperty("id").GetGuid());
        Assert.True(overview.GetProperty("backups")[0].GetProperty("isGood").GetBoolean());
        Assert.Contains(name!, await server.Admin.GetStringAsync("/api/v1/audit?action=backup.checkStarted", Now), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Admin.PostAsync("/api/v1/backups/..%2Fworkbench.db/verify", null, Now)).StatusCode);
    }

    [BrowserFact]
    public async Task Page_VerifyButton_ChecksTheFileAndSaysHowItWent()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await server.Admin.PostAsync("/api/v1/backups", null, Now);
        await WaitAsync(server, answer => answer.GetProperty("lastJob").GetProperty("state").GetString() == "completed");
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Url, _complaints);
        await page.GotoAsync("/sign-in?returnUrl=/admin/backups");
        await page.GetByLabel("E-mail").FillAsync(WorkbenchServer.AdminEmail);
        await page.GetByLabel("Password").FillAsync(WorkbenchServer.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Assertions.Expect(page.GetByText("Passed on creation")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Verify workbench-" }).ClickAsync();

        await Assertions.Expect(page.GetByText("Passed again")).ToBeVisibleAsync();
        Assert.Empty(_complaints);
    }

    private static async Task<JsonElement> WaitAsync(WorkbenchServer server, Func<JsonElement, bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/backups", patience.Token);
            if (condition(answer))
            {
                return answer;
            }

            await Task.Delay(50, patience.Token);
        }
    }
}
