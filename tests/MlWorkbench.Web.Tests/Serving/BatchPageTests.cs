using Microsoft.Playwright;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Journey;
using static Microsoft.Playwright.Assertions;

namespace MlWorkbench.Web.Tests.Serving;

public sealed class BatchPageTests(ModelServer models) : IClassFixture<ModelServer>
{
    [BrowserFact]
    public async Task ScoreADataset_FromTheEndpoint_ShowsItsProgressAndOffersTheFile()
    {
        List<string> complaints = [];
        await using var browser = await Browser.StartAsync();
        var page = await SignInAsync(browser, complaints);

        await page.GotoAsync("/batch");
        await Expect(page.GetByText("No batch predictions yet")).ToBeVisibleAsync();
        await page.GotoAsync("/endpoints/churn");
        await page.GetByRole(AriaRole.Button, new() { Name = "Score a dataset" }).ClickAsync();
        await page.GetByLabel("Columns to keep").First.FillAsync("pla");
        await page.Locator(".mud-popover-open").GetByText("plan").ClickAsync();
        await Expect(page.GetByTitle("Remove plan")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "batch-dialog");
        await page.GetByRole(AriaRole.Button, new() { Name = "Score rows" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/batch\\?model=churn$"));
        var row = page.Locator("tbody tr");
        await Expect(row.GetByText("churn, version 1")).ToBeVisibleAsync();
        await Expect(row.GetByText("Completed")).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await Expect(row.GetByText("1,500", new() { Exact = true })).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "batch");
        await Screenshots.TakeDarkAsync(page, "batch", "Completed");
        var download = await page.RunAndWaitForDownloadAsync(() => row.GetByText("Download").ClickAsync());
        Assert.Equal("customers v1 by churn v1.csv", download.SuggestedFilename);

        await page.GetByRole(AriaRole.Button, new() { Name = "Score a dataset" }).ClickAsync();
        await page.Locator(".mud-dialog .mud-select").First.ClickAsync();
        await page.Locator(".mud-popover-open").GetByText("Logged predictions of the last 7 days").ClickAsync();
        await page.GetByLabel("Columns to keep").First.FillAsync("associa");
        await page.Locator(".mud-popover-open").GetByText("association_id").ClickAsync();
        await Screenshots.TakeAsync(page, "batch-dialog-log");
        await page.GetByRole(AriaRole.Button, new() { Name = "Score rows" }).ClickAsync();
        await Expect(page.GetByText("predictions of churn from")).ToBeVisibleAsync();

        await page.GetByPlaceholder("Search models and data").FillAsync("nothing");
        await Expect(page.GetByText("No batch predictions match.")).ToBeVisibleAsync();
        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task Schedules_AddDisableAndDelete_ShowWhatIsSaved()
    {
        List<string> complaints = [];
        await using var browser = await Browser.StartAsync();
        var page = await SignInAsync(browser, complaints);

        await page.GotoAsync("/batch?tab=schedules&model=churn");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add schedule" }).ClickAsync();
        await page.GetByLabel("Times").FillAsync("at dawn");
        await Expect(page.GetByText("'at dawn' is not a schedule.")).ToBeVisibleAsync();
        await page.GetByLabel("Times").FillAsync("30 6 * * MON-FRI");
        await Expect(page.GetByText("Next runs:")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "schedule-dialog");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save schedule" }).ClickAsync();
        var row = page.Locator("tbody tr");
        await Expect(row.GetByText("30 6 * * MON-FRI")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "schedules");
        await Screenshots.TakeDarkAsync(page, "schedules", "30 6 * * MON-FRI");
        await row.GetByText("Disable").ClickAsync();
        await Expect(row.GetByText("Disabled")).ToBeVisibleAsync();
        await row.GetByText("Delete").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete schedule" }).ClickAsync();

        await Expect(page.GetByText("No schedules yet")).ToBeVisibleAsync();
        Assert.Empty(complaints);
    }

    private async Task<IPage> SignInAsync(Browser browser, List<string> complaints)
    {
        var page = await browser.OpenAsync(models.Server.Url, complaints);
        await page.GotoAsync("/sign-in");
        await page.FillAsync("input[type=email]", "anna@example.org");
        await page.FillAsync("input[type=password]", SamplePeople.Password);
        await page.ClickAsync("button[type=submit]");
        await Expect(page).ToHaveURLAsync(models.Server.Url.ToString());
        return page;
    }
}
