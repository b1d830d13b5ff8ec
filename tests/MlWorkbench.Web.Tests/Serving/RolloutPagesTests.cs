using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Journey;
using static Microsoft.Playwright.Assertions;

namespace MlWorkbench.Web.Tests.Serving;

/// <summary>Rollouts at the browser, on the model <c>churn</c> with version 1 in Production.</summary>
public sealed class RolloutPagesTests(ModelServer models) : IClassFixture<ModelServer>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [BrowserFact]
    public async Task Rollout_StartedDespiteAGate_AdvancesWithCallsAndIsAborted()
    {
        var worse = await models.RegisterAsync("churn", new SampleRun(SamplePackage.Binary(ageWeight: -0.2), Auc: 0.6));
        List<string> complaints = [];
        await using var browser = await Browser.StartAsync();
        var ben = await SignInAsync(browser, complaints, "ben");

        await ben.GotoAsync("/endpoints/churn");
        await Expect(ben.GetByText("Version 1 answers all calls")).ToBeVisibleAsync();
        await Button(ben, "Start rollout").ClickAsync();
        var dialog = ben.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Quick: 50, 100 %" }).ClickAsync();
        await Expect(dialog.GetByLabel("Share of step 3 in percent")).ToHaveCountAsync(0);
        await FillAsync(dialog, "Minutes of step 1", "0");
        await FillAsync(dialog, "Fewest rows of step 1", "1");
        await FillAsync(dialog, "Minutes of step 2", "60");
        await FillAsync(dialog, "Error rate: fewest rows", "1");
        await dialog.GetByLabel("p95 duration against Production", new() { Exact = true }).UncheckAsync();
        await dialog.GetByLabel("Score distribution against Production", new() { Exact = true }).UncheckAsync();
        await Expect(dialog.GetByLabel("Minutes of step 1", new() { Exact = true })).ToHaveValueAsync("0");
        await Screenshots.TakeAsync(ben, "rollout-start");
        await Button(dialog, "Start rollout").ClickAsync();
        await Expect(dialog.GetByText("To approve anyway, enter a reason")).ToBeVisibleAsync();
        await Expect(Button(dialog, "Start anyway")).ToBeDisabledAsync();
        await dialog.GetByLabel("Reason to start despite failed checks").FillAsync("A demonstration.");
        await Button(dialog, "Start anyway").ClickAsync();

        await Expect(ben.GetByRole(AriaRole.Heading, new() { Name = $"Rollout of version {worse.Version}" })).ToBeVisibleAsync();
        await Expect(ben.GetByText($"Version 1 answers 50 % of the calls, version {worse.Version} answers 50 % of the calls")).ToBeVisibleAsync();
        await Screenshots.TakeAsync(ben, "rollout");
        var client = await models.ClientOfAsync(models.Analyst);
        await Until.TrueAsync(async () =>
        {
            (await client.PostAsJsonAsync("/api/v1/models/churn/predict", Calls(), Now)).EnsureSuccessStatusCode();
            return await ben.GetByText($"Version 1 answers 0 % of the calls, version {worse.Version} answers 100 % of the calls").IsVisibleAsync();
        }, Now);
        await Expect(ben.Locator("[aria-current=step]")).ToContainTextAsync("100 %");
        await Expect(ben.GetByRole(AriaRole.Row).Filter(new() { HasText = "Error rate" })).ToContainTextAsync("Passes");
        await Expect(Button(ben, "Start rollout")).ToHaveCountAsync(0);
        await Screenshots.TakeDarkAsync(ben, "rollout", "Rollout of version");

        await Button(ben, "Pause rollout").ClickAsync();
        await Expect(ben.GetByText("ben: Paused.")).ToBeVisibleAsync();
        await Button(ben, "Abort rollout").ClickAsync();
        await ben.GetByLabel("Reason").FillAsync("Customers complain.");
        await Button(ben.GetByRole(AriaRole.Dialog), "Abort rollout").ClickAsync();
        await Expect(ben.GetByText("ben: Customers complain.")).ToBeVisibleAsync();
        await Expect(ben.GetByText("Version 1 answers all calls")).ToBeVisibleAsync();
        await Expect(Button(ben, "Start rollout")).ToBeVisibleAsync();

        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task Request_StepByStep_ShowsItsPlanToTheApprover()
    {
        List<string> complaints = [];
        await using var browser = await Browser.StartAsync();
        var anna = await SignInAsync(browser, complaints, "anna");

        await anna.GotoAsync("/models/churn/versions/2");
        await Button(anna, "Request promotion").ClickAsync();
        await anna.GetByRole(AriaRole.Radio, new() { NameRegex = new Regex("^Step by step") }).ClickAsync();
        await FillAsync(anna.GetByRole(AriaRole.Dialog), "Minutes of step 1", "90");
        await anna.GetByLabel("Reason", new() { Exact = true }).FillAsync("Less weight on age.");
        await Button(anna, "Send request").ClickAsync();

        await Expect(anna.GetByRole(AriaRole.Heading, new() { Name = "Rollout" })).ToBeVisibleAsync();
        await Expect(anna.GetByRole(AriaRole.Row).Filter(new() { HasText = "1 h 30 m and 100 rows" })).ToContainTextAsync("5 %");
        await Expect(anna.GetByRole(AriaRole.Row).Filter(new() { HasText = "Error rate" })).ToContainTextAsync("< 5.0 %");

        Assert.Empty(complaints);
    }

    /// <summary>Rows of many entities, so that both versions answer.</summary>
    private static object Calls() => new
    {
        rows = Enumerable.Range(0, 20).Select(row => new { age = 20 + row, income = 2_000, plan = "basic" }),
        entityIds = Enumerable.Range(0, 20).Select(row => $"customer {row}"),
    };

    private static async Task FillAsync(ILocator dialog, string label, string text)
    {
        await dialog.GetByLabel(label, new() { Exact = true }).FillAsync(text);
        await dialog.GetByLabel(label, new() { Exact = true }).BlurAsync();
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Button(ILocator part, string name) => part.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private async Task<IPage> SignInAsync(Browser browser, List<string> complaints, string name)
    {
        var page = await browser.OpenAsync(models.Server.Url, complaints);
        await page.GotoAsync("/sign-in");
        await page.FillAsync("input[type=email]", $"{name}@example.org");
        await page.FillAsync("input[type=password]", SamplePeople.Password);
        await page.ClickAsync("button[type=submit]");
        await Expect(page).ToHaveURLAsync(models.Server.Url.ToString());
        return page;
    }
}
