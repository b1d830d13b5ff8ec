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
        await page.GetByLabel("Columns to keep").FillAsync("plan");
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

        await page.GetByPlaceholder("Search models and data").FillAsync("nothing");
        await Expect(page.GetByText("No batch predictions match.")).ToBeVisibleAsync();
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
