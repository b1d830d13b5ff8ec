using System.Net.Http.Json;
using Microsoft.Playwright;
using MlWorkbench.Application.Access;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Journey;
using static Microsoft.Playwright.Assertions;

namespace MlWorkbench.Web.Tests.Serving;

public sealed class EndpointPageTests(ModelServer models) : IClassFixture<ModelServer>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [BrowserFact]
    public async Task PredictionLog_ChangedByAnOperator_IsShownToEverybodyAndKept()
    {
        await SamplePeople.AddAsync(models.Server.Services, "olga", UserRole.Operator);
        List<string> complaints = [];
        await using var browser = await Browser.StartAsync();
        var olga = await SignInAsync(browser, complaints, "olga");

        await olga.GotoAsync("/endpoints/churn?tab=predictions");
        await Expect(Choice(olga, "Answer immediately")).ToBeCheckedAsync();
        await Expect(Save(olga)).ToBeDisabledAsync();
        await Choice(olga, "Wait for the log").ClickAsync();
        await olga.GetByLabel("Days to keep predictions").FillAsync("30");
        await Save(olga).ClickAsync();
        await Expect(olga.GetByText("The log settings were saved.")).ToBeVisibleAsync();

        var anna = await SignInAsync(browser, complaints, "anna");
        await anna.GotoAsync("/endpoints/churn?tab=predictions");
        await Expect(Choice(anna, "Wait for the log")).ToBeCheckedAsync();
        await Expect(anna.GetByLabel("Days to keep predictions")).ToHaveValueAsync("30");
        await Expect(anna.GetByText("Operators and administrators can change this.")).ToBeVisibleAsync();
        await Expect(Save(anna)).ToHaveCountAsync(0);

        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task NewEndpoint_WithAShadow_ShowsItsCallsByVersion()
    {
        await SamplePeople.AddAsync(models.Server.Services, "oscar", UserRole.Operator);
        List<string> complaints = [];
        await using var browser = await Browser.StartAsync();
        var oscar = await SignInAsync(browser, complaints, "oscar");

        (await models.Server.Admin.PostAsJsonAsync("/api/v1/endpoints", new { name = "partners", model = "churn" }, Now)).EnsureSuccessStatusCode();
        await oscar.GotoAsync("/endpoints");
        await Expect(Button(oscar, "New endpoint")).ToBeVisibleAsync();
        await oscar.GetByRole(AriaRole.Link, new() { Name = "partners", Exact = true }).ClickAsync();
        await Expect(oscar.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("partners");
        await Expect(oscar.Locator(".mlw-code pre")).ToContainTextAsync("/api/v1/endpoints/partners/predict");
        await Expect(Button(oscar, "Start rollout")).ToHaveCountAsync(0);

        await Tab(oscar, "Shadows").ClickAsync();
        await Button(oscar, "Add shadow").ClickAsync();
        await oscar.GetByLabel("Sample of the calls in percent").FillAsync("100");
        await Button(oscar.GetByRole(AriaRole.Dialog), "Add shadow").ClickAsync();
        await Expect(oscar.GetByRole(AriaRole.Row).Filter(new() { HasText = "Version 2" })).ToContainTextAsync("100 %");

        var client = await models.ClientOfAsync(models.Analyst);
        object[] rows = [new { age = 30, income = 2_000, plan = "basic" }, new { age = 31, income = 2_000, plan = "gold" }];
        // A shadow takes part once its model is loaded.
        await Until.TrueAsync(async () =>
        {
            var answer = await client.PostAsJsonAsync("/api/v1/endpoints/partners/predict", new { rows, entityIds = (string[])["Ann", "Bob"] }, Now);
            answer.EnsureSuccessStatusCode();
            return await oscar.GetByRole(AriaRole.Row).Filter(new() { HasText = "Version 2" }).GetByText(" to ").IsVisibleAsync();
        }, Now);
        await Screenshots.TakeAsync(oscar, "shadows");

        await Tab(oscar, "Traffic").ClickAsync();
        await Expect(oscar.Locator(".main-svg").Last).ToBeVisibleAsync();
        await oscar.GetByRole(AriaRole.Button, new() { Name = "Show table" }).First.ClickAsync();
        await Expect(oscar.GetByRole(AriaRole.Columnheader, new() { Name = "Version 2, shadow" })).ToBeVisibleAsync();
        await Screenshots.TakeAsync(oscar, "traffic");

        await Tab(oscar, "Predictions").ClickAsync();
        await oscar.GetByLabel("Warnings").SelectOptionAsync("true");
        await Expect(oscar).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("warnings=true"));
        await Expect(oscar.GetByRole(AriaRole.Cell, new() { Name = "Bob" }).First).ToBeVisibleAsync();
        await Expect(oscar.GetByRole(AriaRole.Cell, new() { Name = "Ann" })).ToHaveCountAsync(0);
        await Expect(oscar.GetByText("unknown category").First).ToBeVisibleAsync();
        await Screenshots.TakeAsync(oscar, "predictions");
        await Expect(Button(oscar, "Export")).ToHaveCountAsync(0);

        var anna = await SignInAsync(browser, complaints, "anna");
        await anna.GotoAsync("/endpoints/partners?tab=predictions");
        await Button(anna, "Export").ClickAsync();
        await Expect(anna.GetByLabel("Dataset")).ToHaveValueAsync("partners-predictions");
        await Screenshots.TakeAsync(anna, "export-predictions");
        await Button(anna.GetByRole(AriaRole.Dialog), "Export").ClickAsync();
        await Expect(anna.GetByText("The export was started.")).ToBeVisibleAsync();

        Assert.Empty(complaints);
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Button(ILocator part, string name) => part.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Tab(IPage page, string name) => page.GetByLabel("Views").GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    private static ILocator Choice(IPage page, string beginning) => page.GetByRole(AriaRole.Radio, new() { NameRegex = new System.Text.RegularExpressions.Regex($"^{beginning}") });

    private static ILocator Save(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Save" });

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
