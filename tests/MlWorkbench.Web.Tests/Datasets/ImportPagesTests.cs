using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Journey;

namespace MlWorkbench.Web.Tests.Datasets;

/// <summary>Imports in Chromium: pages can be closed, left and opened again.</summary>
public sealed class ImportPagesTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [BrowserFact]
    public async Task Import_PageClosedInTheMiddle_ItsVersionAppears()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await UploadAsync(server, browser, []);

        await page.CloseAsync();
        await ReleaseImportsAsync(server);

        await Until.TrueAsync(async () => (await server.Admin.GetAsync("/api/v1/datasets/people/versions/1", Now)).StatusCode == HttpStatusCode.OK, Now);
    }

    [BrowserFact]
    public async Task Import_LeftAndFoundAgain_IsCancelledAndLeavesNothing()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        List<string> complaints = [];
        var page = await UploadAsync(server, browser, complaints);

        await Screenshots.TakeAsync(page, "upload-import");
        await page.ClickAsync(".mlw-rail [aria-label=Experiments]");
        await page.ClickAsync(".mlw-rail [aria-label=Data]");
        await page.WaitForSelectorAsync(".mlw-import-banner");
        await Screenshots.TakeAsync(page, "imports-banner");
        await page.ClickAsync(".mlw-import-banner a:has-text('Import people.csv into people')");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/data/imports/"));
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("button:has-text('Cancel import')");
        await Screenshots.TakeAsync(page, "import");
        await page.SetViewportSizeAsync(390, 800);
        await Screenshots.TakeAsync(page, "import-narrow");
        await page.ClickAsync("button:has-text('Cancel import')");
        await page.WaitForSelectorAsync("text=The import was cancelled");
        await Screenshots.TakeAsync(page, "import-cancelled");

        Assert.Equal(HttpStatusCode.NotFound, (await server.Admin.GetAsync("/api/v1/datasets/people", Now)).StatusCode);
        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task Upload_CancelledAfterItWasSent_GoesBackToTheDropZone()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await UploadAsync(server, browser, []);

        await page.ClickAsync(".mlw-upload-form button:has-text('Cancel')");

        await page.WaitForSelectorAsync("text=Drop a file here");
        Assert.Equal(HttpStatusCode.NotFound, (await server.Admin.GetAsync("/api/v1/datasets/people", Now)).StatusCode);
    }

    [BrowserFact]
    public async Task Reimport_AnotherType_OpensTheNewVersionOnItsImportTab()
    {
        await using var server = await WorkbenchServer.StartAsync();
        using var content = new StringContent("id,age\n1,36\n2,41\n3,50\n", Encoding.UTF8, "text/csv");
        (await server.Admin.PostAsync("/api/v1/datasets/people/versions", content, Now)).EnsureSuccessStatusCode();
        await using var browser = await Browser.StartAsync();
        List<string> complaints = [];
        var page = await SignInAsync(server, browser, complaints, "/data/people?tab=import");

        await page.SelectOptionAsync("[aria-label='Type of age']", "Category");
        await page.ClickAsync("button:has-text('Re-import file')");

        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/data/people\?version=2&tab=import$"));
        await page.WaitForSelectorAsync("text=Re-imported as version 2.");
        Assert.Empty(complaints);
    }

    /// <summary>Uploads a table whose import waits, and returns when the page shows the import.</summary>
    private static async Task<IPage> UploadAsync(WorkbenchServer server, Browser browser, List<string> complaints)
    {
        await HoldImportsAsync(server);
        var page = await SignInAsync(server, browser, complaints, "/data");
        await page.WaitForSelectorAsync("text=Drop a file here");
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.ClickAsync("text=choose one"));
        await chooser.SetFilesAsync(new FilePayload { Name = "people.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("id,age\n1,36\n2,41\n3,50\n") });
        await page.ClickAsync(".mlw-upload-form button:has-text('Upload')");
        await page.WaitForSelectorAsync("text=You can leave this page");
        return page;
    }

    /// <summary>Makes new jobs due in the far future, so that no machine is too fast for the test.</summary>
    private static Task HoldImportsAsync(WorkbenchServer server) =>
        ChangeAsync(server, "CREATE TRIGGER hold_jobs AFTER INSERT ON JobRuns BEGIN UPDATE JobRuns SET DueAt = '9999-01-01 00:00:00' WHERE Id = NEW.Id; END");

    private static Task ReleaseImportsAsync(WorkbenchServer server) =>
        ChangeAsync(server, "UPDATE JobRuns SET DueAt = strftime('%Y-%m-%d %H:%M:%f', 'now', '+1 second')");

    private static async Task ChangeAsync(WorkbenchServer server, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "workbench.db")};Pooling=False");
        await connection.OpenAsync(Now);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statement is a constant of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Now);
    }

    private static async Task<IPage> SignInAsync(WorkbenchServer server, Browser browser, List<string> complaints, string returnUrl)
    {
        var page = await browser.OpenAsync(server.Url, complaints);
        await page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        await page.FillAsync("[name='Form.Email']", WorkbenchServer.AdminEmail);
        await page.FillAsync("[name='Form.Password']", WorkbenchServer.AdminPassword);
        await page.ClickAsync("button[type=submit]");
        return page;
    }
}
