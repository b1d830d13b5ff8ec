using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Journey;

namespace MlWorkbench.Web.Tests.Hosting;

/// <summary>Buttons of open pages while another program holds the database's write lock, in a real browser.</summary>
public sealed class BusyPagesTests
{
    private const string Busy = "Another program has locked the database";

    private readonly List<string> _complaints = [];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [BrowserFact]
    public async Task Buttons_WhileAnotherProgramWrites_SaySoAndWorkAfterwards()
    {
        await using var server = await WorkbenchServer.StartAsync("--Storage:BusySeconds=1", "--Training:TrainerPath=none");
        using var rows = new StringContent("x,label\n" + string.Concat(Enumerable.Range(0, 100).Select(row => $"{row % 7},{(row % 2 == 0 ? "yes" : "no")}\n")), Encoding.UTF8, "text/csv");
        (await server.Admin.PostAsync("/api/v1/datasets/toy/versions", rows, Now)).EnsureSuccessStatusCode();
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Url, _complaints);
        await page.GotoAsync("/sign-in?returnUrl=/account");
        await page.GetByLabel("E-mail").FillAsync(WorkbenchServer.AdminEmail);
        await page.GetByLabel("Password").FillAsync(WorkbenchServer.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Adele");
        await using (await HoldAsync(server))
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Save name" }).ClickAsync();
            await Assertions.Expect(page.GetByText(Busy)).ToBeVisibleAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Save name" }).ClickAsync();
        await Assertions.Expect(page.GetByText(Busy)).ToHaveCountAsync(0);
        await Until.TrueAsync(async () => (await server.Admin.GetStringAsync("/api/v1/users", Now)).Contains("Adele", StringComparison.Ordinal), Now);
        await page.GotoAsync("/experiments/new?dataset=toy&target=label");
        var start = page.GetByRole(AriaRole.Button, new() { Name = "Start experiment" });
        await Assertions.Expect(start).ToBeEnabledAsync();
        await using (await HoldAsync(server))
        {
            await start.ClickAsync();
            await Assertions.Expect(page.GetByText(Busy)).ToBeVisibleAsync();
        }

        await start.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/experiments/[0-9a-f-]{36}"));
        Assert.Empty(_complaints);
    }

    /// <summary>Holds the write lock until it is disposed of.</summary>
    private static async Task<SqliteConnection> HoldAsync(WorkbenchServer server)
    {
        var other = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "workbench.db")};Pooling=False");
        await other.OpenAsync(Now);
        _ = other.BeginTransaction(deferred: false);
        return other;
    }
}
