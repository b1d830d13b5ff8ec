using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace MlWorkbench.Web.Tests.Journey;

/// <summary>The whole workflow in a real browser: an empty folder, a real CSV, a search, an approval by another person, a prediction, a drift check, a shared
/// report.</summary>
public sealed class JourneyTests
{
    private const string Model = "bird-strike-damage";

    /// <summary>The search ends by its number of runs, so that the journey sees the same models on a busy machine.</summary>
    private const string BudgetSeconds = "300";
    private const string MaxRuns = "7";

    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "TestData", "Samples");

    private readonly List<string> _complaints = [];

    [BrowserFact]
    public async Task Workbench_FromCsvToDriftChart_TwoPeopleWalkTheWholeWay()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var server = await UnclaimedServer.StartAsync(cancellation);
        await using var browser = await Browser.StartAsync();
        var ada = await browser.OpenAsync(server.Site, _complaints);
        await SetUpAsync(ada, server.SetUpLink);
        await UploadAsync(ada, "bird-strikes", "bird-strikes-1990-1998.csv");
        await RunExperimentAsync(ada);
        var run = await UnderstandAsync(ada);
        await RequestPromotionAsync(ada);
        var bo = await InviteApproverAsync(ada, browser, server.Site);
        await ApproveAsync(bo);
        await PredictAsync(ada, server.Site, cancellation);
        await WatchAsync(ada);
        await ShareAsync(ada, browser, server.Site, run);
        Assert.Empty(_complaints);
    }

    private static async Task SetUpAsync(IPage page, Uri link)
    {
        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Set up MlWorkbench" })).ToBeVisibleAsync();
        await page.GotoAsync(link.PathAndQuery);
        await page.GetByLabel("Name").FillAsync("Ada");
        await page.GetByLabel("E-mail").FillAsync("ada@example.org");
        await page.GetByLabel("Password").FillAsync("correct horse battery");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create administrator" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Load sample" })).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "home-empty");
        await Screenshots.TakeDarkAsync(page, "home-empty", "Load sample");
    }

    private static async Task UploadAsync(IPage page, string dataset, string file)
    {
        await page.GotoAsync("/data");
        await page.Locator("input[type=file]").SetInputFilesAsync(Path.Combine(Samples, file));
        await page.GetByLabel("Dataset name").FillAsync(dataset);
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/data/" + dataset));
        await Assertions.Expect(page.GetByText("digest")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "dataset");
        await Screenshots.TakeDarkAsync(page, "dataset", "digest");
        await page.GetByRole(AriaRole.Link, new() { Name = "Columns" }).ClickAsync();
        await page.WaitForTimeoutAsync(700);
        await Screenshots.TakeAsync(page, "dataset-columns");
    }

    private static async Task RunExperimentAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "New experiment" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = new Regex("^damage") }).ClickAsync();
        var start = page.GetByRole(AriaRole.Button, new() { Name = "Start experiment" });
        await Assertions.Expect(start).ToBeEnabledAsync();
        await page.GetByLabel("Seconds").FillAsync(BudgetSeconds);
        await page.GetByLabel("Seconds").BlurAsync();
        await Screenshots.TakeAsync(page, "new-experiment");
        await Screenshots.TakeDarkAsync(page, "new-experiment", "Start experiment");
        await page.GetByLabel("Seconds").FillAsync(BudgetSeconds);
        await page.GetByLabel("Seconds").BlurAsync();
        await page.GetByText("Advanced: validation, columns, trainers, seed").ClickAsync();
        await page.GetByLabel("Maximum number of runs").FillAsync(MaxRuns);
        await page.GetByLabel("Maximum number of runs").BlurAsync();
        await start.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/experiments/[0-9a-f-]{36}"));
        await Assertions.Expect(page.GetByText("baseline", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Stop and keep best" })).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "experiment-running");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Register best model" })).ToBeVisibleAsync(new() { Timeout = 300_000 });
        await Screenshots.TakeAsync(page, "experiment");
        await Screenshots.TakeDarkAsync(page, "experiment", "Leaderboard");
    }

    /// <summary>Opens the winner and compares it. Returns its address.</summary>
    private static async Task<string> UnderstandAsync(IPage page)
    {
        var experiment = page.Url;
        await page.Locator("tr.best a").First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/runs/[0-9a-f-]{36}"));
        var run = page.Url.Split('?')[0];
        await page.Locator(".main-svg").First.WaitForAsync();
        await Assertions.Expect(page.GetByText("Beats the baseline")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "run");
        await Screenshots.TakeDarkAsync(page, "run", "Beats the baseline");
        foreach (var tab in (string[])["Segments", "Importance", "Parameters"])
        {
            await page.GetByRole(AriaRole.Link, new() { Name = tab, Exact = true }).ClickAsync();
            await Assertions.Expect(page).ToHaveURLAsync(new Regex("tab=" + tab, RegexOptions.IgnoreCase));
            await page.WaitForTimeoutAsync(1_000);
            await Screenshots.TakeAsync(page, $"run-{tab.ToLowerInvariant()}");
        }

        await page.GotoAsync(experiment);
        await page.GetByRole(AriaRole.Checkbox).Nth(0).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox).Nth(1).CheckAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare 2 runs" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Compare 2 runs" })).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "compare", fullPage: true);
        await page.GotoAsync(experiment);
        return run;
    }

    private static async Task RequestPromotionAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Register best model" }).ClickAsync();
        await page.GetByLabel("Model", new() { Exact = true }).FillAsync(Model);
        await page.GetByRole(AriaRole.Button, new() { Name = "Register", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/models/{Model}/versions/1"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Request promotion" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).Locator(".mud-select").First.ClickAsync();
        await page.Locator(".mud-popover-open").GetByText("Production", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Reason").FillAsync("First model; beats the baseline on rows that it has never seen.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send request" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/approvals/[0-9a-f-]{36}"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Checks" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Approve") })).ToHaveCountAsync(0);
        await Screenshots.TakeAsync(page, "transition-request", fullPage: true);
    }

    private static async Task<IPage> InviteApproverAsync(IPage page, Browser browser, Uri site)
    {
        await page.GotoAsync("/admin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite a person" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("E-mail").FillAsync("bo@example.org");
        await dialog.Locator(".mud-select").First.ClickAsync();
        await page.Locator(".mud-popover-open").GetByText("Approver", new() { Exact = true }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create invite link" }).ClickAsync();
        var link = await page.Locator(".mlw-secret code").InnerTextAsync();
        var complaints = new List<string>();
        var guest = await browser.OpenAsync(site, complaints);
        await guest.GotoAsync(new Uri(link).PathAndQuery);
        await guest.GetByLabel("Name").FillAsync("Bo");
        await guest.GetByLabel("Password").FillAsync("staple battery horse");
        await guest.GetByRole(AriaRole.Button, new() { Name = "Join the workbench" }).ClickAsync();
        await Assertions.Expect(guest.GetByRole(AriaRole.Heading, new() { Name = "Home" })).ToBeVisibleAsync();
        await Screenshots.TakeAsync(guest, "home");
        Assert.Empty(complaints);
        return guest;
    }

    private static async Task ApproveAsync(IPage page)
    {
        await page.GotoAsync("/approvals");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex(Model) }).First.ClickAsync();
        await page.GetByLabel("Comment", new() { Exact = true }).FillAsync("Numbers checked; the weak segments are known.");
        await Screenshots.TakeAsync(page, "approve", fullPage: true);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Approve") }).ClickAsync();
        await Assertions.Expect(page.GetByText("Approved").First).ToBeVisibleAsync();
        await page.GotoAsync($"/models/{Model}");
        await Assertions.Expect(page.GetByText("Production").First).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "model");
        await Screenshots.TakeDarkAsync(page, "model", "Production");
    }

    private static async Task PredictAsync(IPage page, Uri site, CancellationToken cancellation)
    {
        await page.GotoAsync($"/endpoints/{Model}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Predict", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Probabilities" })).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "endpoint");
        await Screenshots.TakeDarkAsync(page, "endpoint", "Try it");

        await page.GotoAsync("/account");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("token", RegexOptions.IgnoreCase) }).First.ClickAsync();
        await page.GetByLabel("Purpose").FillAsync("Journey");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Create token" }).ClickAsync();
        var token = await page.Locator(".mlw-secret code").InnerTextAsync();
        using var client = new HttpClient { BaseAddress = site };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await client.PostAsJsonAsync($"/api/v1/models/{Model}/predict", new { rows = new[] { new { phase = "Climb", wildlife_size = "Large" } } }, cancellation);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        Assert.Contains(answer.GetProperty("predictions")[0].GetProperty("label").GetString(), (string[])["Yes", "No"]);
    }

    private static async Task WatchAsync(IPage page)
    {
        await page.GotoAsync("/data/bird-strikes");
        await page.GetByRole(AriaRole.Button, new() { Name = "New version" }).ClickAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(Path.Combine(Samples, "bird-strikes-1999-2002.csv"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Upload", Exact = true }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("version=2"));

        await page.GotoAsync($"/monitor/{Model}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check drift" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.Locator(".mud-select").First.ClickAsync();
        await page.Locator(".mud-popover-open").GetByText(new Regex("version 2")).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Check drift" }).ClickAsync();
        await page.Locator(".main-svg").First.WaitForAsync();
        await Screenshots.TakeAsync(page, "drift");
        await Screenshots.TakeDarkAsync(page, "drift", "compared with");
    }

    private static async Task ShareAsync(IPage page, Browser browser, Uri site, string run)
    {
        await page.GotoAsync(run);
        await page.GetByRole(AriaRole.Button, new() { Name = "Share" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create link" }).ClickAsync();
        var link = await page.GetByLabel("Share link").InputValueAsync();
        var complaints = new List<string>();
        var stranger = await browser.OpenAsync(site, complaints);
        await stranger.GotoAsync(new Uri(link).PathAndQuery);
        await Assertions.Expect(stranger.GetByText("Baseline").First).ToBeVisibleAsync();
        await Screenshots.TakeAsync(stranger, "report", fullPage: true);
        Assert.Empty(complaints);
    }
}
