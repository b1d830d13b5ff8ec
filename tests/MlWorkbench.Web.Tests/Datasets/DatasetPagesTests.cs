using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MlWorkbench.Web.Tests.Journey;

namespace MlWorkbench.Web.Tests.Datasets;

public sealed class DatasetPagesTests
{
    private const string Hostile = "<img src=x onerror=alert(1)>";

    [BrowserFact]
    public async Task Upload_ChosenFile_OpensItsVersionAndHostileTextStaysText()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        List<string> complaints = [];
        var page = await OpenDataAsync(server, browser, complaints);

        await ChooseAsync(page, "people 2024.csv", $"name,{Hostile},age\n" + string.Concat(Enumerable.Range(1, 120).Select(i => $"{Hostile}{i},\"=1+1\",{i}\n")));
        await page.ClickAsync("button:has-text('Upload') >> nth=-1");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/data/people%202024\?version=1$"));
        await page.WaitForSelectorAsync(".mlw-preview td:has-text('onerror=alert(1)>50')");
        await page.ClickAsync("[aria-label='Last rows']");
        await page.WaitForSelectorAsync(".mlw-preview td:has-text('onerror=alert(1)>120')");
        await page.ClickAsync(".mlw-tabs >> text=Columns");
        await page.ClickAsync(".mlw-column-button:has-text('age')");
        await page.WaitForSelectorAsync(".mlw-column-detail td:has-text('60.5')");
        await page.ReloadAsync();
        await page.WaitForSelectorAsync(".mlw-column-detail td:has-text('60.5')");
        await page.ClickAsync(".mlw-column-detail .mlw-histogram a >> nth=1");
        await page.WaitForSelectorAsync(".mlw-filter-bar :text('of 120 rows')");
        await page.FillAsync("[aria-label='Add a condition']", $"\"{Hostile}\" = =1+1");
        await page.PressAsync("[aria-label='Add a condition']", "Enter");
        await page.WaitForSelectorAsync($".mlw-filter-bar li:has-text('= =1+1')");
        await page.ReloadAsync();
        await page.ClickAsync($"[aria-label*='Remove \"<img']");
        await page.WaitForSelectorAsync(".mlw-filter-bar li:has-text('= =1+1')", new() { State = WaitForSelectorState.Detached });
        await page.ClickAsync("text=Show all");
        await page.WaitForSelectorAsync(".mlw-filter-bar li", new() { State = WaitForSelectorState.Detached });
        await page.ClickAsync(".mlw-tabs >> text=Import");
        await page.SelectOptionAsync("[aria-label='Type of age']", "Category");
        await page.ClickAsync("button:has-text('Re-import file')");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/data/people%202024\?version=2&tab=import$"));

        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task Upload_WorkbookWithSheetChosen_ReadsItAndAnotherAfterwards()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        List<string> complaints = [];
        var page = await OpenDataAsync(server, browser, complaints);
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.ClickAsync("text=choose one"));
        await chooser.SetFilesAsync(Path.Combine(AppContext.BaseDirectory, "TestData", "Files", "exceljs.xlsx"));

        await page.ClickAsync("summary:has-text('Import settings')");
        await page.GetByLabel("Sheet").FillAsync("Prices");
        await page.ClickAsync("button:has-text('Upload') >> nth=-1");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/data/exceljs\?version=1$"));
        await page.WaitForSelectorAsync(".mlw-preview td:has-text('rich')");
        await page.ClickAsync(".mlw-tabs >> text=Import");
        await page.GetByLabel("Sheet").SelectOptionAsync("Orders 2024");
        await page.ClickAsync("button:has-text('Re-import file')");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/data/exceljs\?version=2&tab=import$"));
        // The address changes before the tabs do. Earlier, the tabs link to the first version.
        await page.ClickAsync(".mlw-tabs a[href$='version=2']");
        await page.WaitForSelectorAsync(".mlw-preview td:has-text('00077')");

        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task NewExperiment_ColumnThatGivesTheTargetAway_IsLeftOutWithAClick()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await UploadAsync(server, "left,paid_back,age\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"{(i % 3 == 0 ? "yes" : "no")},{(i % 3 == 0 ? "refund" : "kept")},{20 + (i * 7 % 50)}\n")));
        await using var browser = await Browser.StartAsync();
        List<string> complaints = [];
        var page = await SignInAsync(server, browser, complaints, "/experiments/new?dataset=customers&target=left");

        await page.ClickAsync(".mlw-target-quality button:has-text('Exclude paid_back')");

        await page.WaitForSelectorAsync(".mlw-target-quality :text('Excluded from this experiment.')");
        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task Upload_UnusableFile_SaysRowAndStaysOnThePage()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await OpenDataAsync(server, browser, []);

        await ChooseAsync(page, "bad.csv", "a,b\n1,2\n3,4,5\n");
        await page.ClickAsync("button:has-text('Upload') >> nth=-1");

        await page.WaitForSelectorAsync("[role=alert]:has-text('Row 2 (line 3) has 3 values, but the header has 2')");
    }

    [BrowserFact]
    public async Task Upload_Cancelled_GoesBackToTheDropZone()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await OpenDataAsync(server, browser, []);
        // Delays the request, so that it is still running when it is cancelled.
        await page.RouteAsync("**/versions**", _ => Task.CompletedTask);

        await ChooseAsync(page, "a.csv", "a,b\n1,2\n");
        await page.ClickAsync("button:has-text('Upload') >> nth=-1");
        await page.ClickAsync("button:has-text('Cancel')");

        await page.WaitForSelectorAsync("text=Drop a file here");
    }

    [BrowserFact]
    public async Task Upload_CancelledBeforeItBegan_IsNotSent()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await OpenDataAsync(server, browser, []);
        var released = new TaskCompletionSource();
        await page.RouteAsync("**/antiforgery", async route =>
        {
            await released.Task;
            await route.ContinueAsync();
        });
        var sent = false;
        page.Request += (_, request) => sent |= request.Url.Contains("/versions", StringComparison.Ordinal);

        await ChooseAsync(page, "a.csv", "a,b\n1,2\n");
        await page.ClickAsync("button:has-text('Upload') >> nth=-1");
        await page.ClickAsync("button:has-text('Cancel')");
        released.SetResult();

        await page.WaitForSelectorAsync("text=Drop a file here");
        Assert.False(sent);
    }

    [BrowserFact]
    public async Task Chart_LeftWhileItsScriptLoads_IsLetGoAndDrawnOnTheNextPage()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        List<string> complaints = [];
        var page = await OpenDataAsync(server, browser, complaints);
        var (asked, released) = (new TaskCompletionSource(), new TaskCompletionSource());
        await page.RouteAsync("**/plotly-*.min.js", async route =>
        {
            asked.TrySetResult();
            await released.Task;
            await route.ContinueAsync();
        });
        await ChooseAsync(page, "pairs.csv", "a,b,c\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"{i},{i * i},{i % 7}\n")));
        await page.ClickAsync("button:has-text('Upload') >> nth=-1");
        await page.WaitForSelectorAsync(".mlw-tabs >> text=Associations");

        await page.ClickAsync(".mlw-tabs >> text=Associations");
        await asked.Task;
        await page.ClickAsync(".mlw-tabs >> text=Import");
        await page.WaitForSelectorAsync("button:has-text('Re-import file')");
        released.SetResult();
        await page.ClickAsync(".mlw-tabs >> text=Associations");
        await page.WaitForSelectorAsync(".mlw-chart .main-svg >> nth=0");

        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task Compare_ChangedVersion_ShowsColumnsRowsDistributionsAndSegments()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await UploadAsync(server, "id,plan,age\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"{i},{(i % 4 == 0 ? "gold" : "basic")},{20 + (i % 50)}\n")));
        await UploadAsync(server, $"id,{Hostile},age,new\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"{i},{(i % 4 == 0 ? "gold" : "basic")},{(i % 2 == 0 ? 60 : 20) + (i % 50)},{i % 7}\n")));
        await using var browser = await Browser.StartAsync();
        List<string> complaints = [];
        var page = await SignInAsync(server, browser, complaints, "/data/customers");

        await page.ClickAsync("summary:has-text('The columns changed')");
        await page.ClickAsync("text=See all changes");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/data/customers/compare\?from=1&to=2$"));
        await page.WaitForSelectorAsync("text=200 rows were added and 200 rows were removed");
        await page.WaitForSelectorAsync("td:has-text('onerror=alert(1)>, category')");
        await page.WaitForSelectorAsync(".mlw-drift-feature .main-svg");
        await page.SelectOptionAsync("select:near(:text('rows matched by'))", "id");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("key=id"));
        await page.WaitForSelectorAsync("text=200 rows were changed");
        await page.WaitForSelectorAsync("li:has-text('age 20 → 60')");
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("li:has-text('age 20 → 60')");

        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task Versions_DescribedArchivedAndDeleted_AreShownAsTheyAre()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await UploadAsync(server, "a,b\n1,2\n3,4\n");
        await UploadAsync(server, "a,b\n1,2\n3,4\n5,6\n");
        await UploadAsync(server, "a,b\n1,2\n3,4\n5,6\n7,8\n");
        await using var browser = await Browser.StartAsync();
        List<string> complaints = [];
        var page = await SignInAsync(server, browser, complaints, "/data/customers?tab=versions");

        await page.ClickAsync("[aria-label='More for version 3']");
        await page.ClickAsync("text=Edit description and tags…");
        await page.FillAsync(".mud-dialog textarea", Hostile);
        await page.FillAsync(".mud-dialog input", "monthly, checked");
        await page.ClickAsync(".mud-dialog >> text=Save");
        await page.WaitForSelectorAsync("tr:has-text('Version 3') >> td:has-text('onerror=alert(1)>')");
        await page.WaitForSelectorAsync("tr .mlw-tag:has-text('checked')");
        await page.ClickAsync("[aria-label='More for version 2']");
        await page.ClickAsync(".mud-popover-open >> text=Archive");
        await page.ClickAsync("text=Show 1 archived version");
        await page.WaitForSelectorAsync("tr:has-text('Version 2') >> .mlw-tag:has-text('archived')");
        await page.ClickAsync("[aria-label='More for version 1']");
        await page.ClickAsync("text=Delete…");
        await page.ClickAsync(".mud-dialog >> text=Delete version 1 >> nth=-1");
        await page.WaitForSelectorAsync("tr:has-text('Version 1')", new PageWaitForSelectorOptions { State = WaitForSelectorState.Detached });
        await page.ClickAsync(".mlw-tabs >> text=Lineage");
        await page.WaitForSelectorAsync("text=Nothing depends on this version yet.");

        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task Derive_FilteredAndDrawn_IsPreviewedMadeAndDoneAgain()
    {
        await using var server = await WorkbenchServer.StartAsync();
        var rows = string.Concat(Enumerable.Range(0, 200).Select(i => $"{i},{(i % 4 == 0 ? "gold" : "basic")}\n"));
        await UploadAsync(server, "id,plan\n" + rows);
        await using var browser = await Browser.StartAsync();
        List<string> complaints = [];
        var page = await SignInAsync(server, browser, complaints, "/data/customers?filter=plan%20%3D%20gold");

        await page.ClickAsync("text=Derive a version of these rows");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/derive\?"));
        await page.WaitForSelectorAsync("text=50 of 200 rows");
        await page.FillAsync("[placeholder=all]", "30");
        await page.PressAsync("[placeholder=all]", "Enter");
        await page.WaitForSelectorAsync("text=30 of 200 rows");
        await page.FillAsync("[aria-label='Dataset that receives the version']", "gold");
        await page.PressAsync("[aria-label='Dataset that receives the version']", "Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("into=gold"));
        await page.ReloadAsync();
        await page.WaitForSelectorAsync("text=30 of 200 rows");
        await page.ClickAsync("button:has-text('Derive version')");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/data/gold\?version=1$"));
        await UploadAsync(server, "id,plan\n" + rows + "200,gold\n");
        await page.ClickAsync(".mlw-tabs >> text=Lineage");
        await page.WaitForSelectorAsync("text=from customers v1, rows with plan = gold; 30 rows sampled with seed 1.");
        await page.ClickAsync("text=Repeat on the newest data");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"/data/gold\?version=2&tab=lineage$"));
        await page.WaitForSelectorAsync("a:has-text('customers, version 2')");

        Assert.Empty(complaints);
    }

    private static async Task UploadAsync(WorkbenchServer server, string text)
    {
        using var content = new StringContent(text, System.Text.Encoding.UTF8, "text/csv");
        (await server.Admin.PostAsync("/api/v1/datasets/customers/versions", content, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    private static async Task<IPage> OpenDataAsync(WorkbenchServer server, Browser browser, List<string> complaints)
    {
        var page = await SignInAsync(server, browser, complaints, "/data");
        await page.WaitForSelectorAsync("text=Drop a file here");
        return page;
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

    private static async Task ChooseAsync(IPage page, string name, string text)
    {
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.ClickAsync("text=choose one"));
        await chooser.SetFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(text) });
        await page.WaitForSelectorAsync(".mlw-upload-form");
    }
}
