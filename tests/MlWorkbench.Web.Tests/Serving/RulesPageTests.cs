using System.Net.Http.Json;
using Microsoft.Playwright;
using MlWorkbench.Application.Access;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Journey;
using static Microsoft.Playwright.Assertions;

namespace MlWorkbench.Web.Tests.Serving;

/// <summary>Humility rules, limits and reasons at the browser.</summary>
public sealed class RulesPageTests(ModelServer models) : IClassFixture<ModelServer>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [BrowserFact]
    public async Task Rule_TriedAndAdded_FlagsPredictionsThatThePageExplains()
    {
        await SamplePeople.AddAsync(models.Server.Services, "oda", UserRole.Operator);
        var client = await models.ClientOfAsync(models.Analyst);
        object[] rows = [new { age = 30, income = 2_000, plan = "basic" }, new { age = 95, income = 2_000, plan = "basic" }];
        (await client.PostAsJsonAsync("/api/v1/models/churn/predict", new { rows }, Now)).EnsureSuccessStatusCode();
        List<string> complaints = [];
        await using var browser = await Browser.StartAsync();
        var oda = await SignInAsync(browser, complaints, "oda");

        await oda.GotoAsync("/endpoints/churn?tab=rules");
        await Button(oda, "Add rule").ClickAsync();
        var dialog = oda.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name").FillAsync("unusual-age");
        await Until.TrueAsync(async () =>
        {
            await Button(dialog, "Try on past predictions").ClickAsync();
            return await dialog.GetByText("The rule would have applied to 50.0 % of the newest 2 logged predictions.").IsVisibleAsync();
        }, Now);
        await Screenshots.TakeAsync(oda, "rule-dialog");
        await Button(dialog, "Add rule").ClickAsync();
        await Expect(oda.GetByRole(AriaRole.Row).Filter(new() { HasText = "unusual-age" })).ToContainTextAsync("A number is outside the range of the training rows");

        (await client.PostAsJsonAsync("/api/v1/models/churn/predict", new { rows }, Now)).EnsureSuccessStatusCode();
        await oda.GetByLabel("Most calls").FillAsync("50");
        await oda.GetByLabel("Longest call in seconds").FillAsync("5");
        await Button(oda, "Save limits").ClickAsync();
        await Expect(oda.GetByText("The limits were saved.")).ToBeVisibleAsync();
        await Expect(oda.GetByRole(AriaRole.Row).Filter(new() { HasText = "unusual-age" }).GetByRole(AriaRole.Cell).Nth(3)).ToHaveTextAsync("1", new() { Timeout = 60_000 });
        await Screenshots.TakeAsync(oda, "rules");
        await Screenshots.TakeDarkAsync(oda, "rules", "Humility rules");

        await oda.GetByRole(AriaRole.Link, new() { Name = "unusual-age" }).ClickAsync();
        await Expect(oda.GetByLabel("Rule", new() { Exact = true })).ToHaveValueAsync("unusual-age");
        await Expect(oda.GetByText("rule unusual-age")).ToHaveCountAsync(1);
        await oda.GetByRole(AriaRole.Button, new() { Name = "Why the prediction" }).ClickAsync();
        await Expect(oda.GetByRole(AriaRole.Dialog).GetByText("In log-odds of “Yes”")).ToBeVisibleAsync();
        await Expect(oda.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Cell, new() { Name = "95" })).ToBeVisibleAsync();
        await Screenshots.TakeAsync(oda, "why");
        await Button(oda.GetByRole(AriaRole.Dialog), "Close").ClickAsync();

        await oda.GotoAsync("/endpoints/churn?tab=rules");
        await Expect(oda.GetByLabel("Most calls")).ToHaveValueAsync("50");
        await oda.GetByRole(AriaRole.Button, new() { Name = "Edit rule unusual-age" }).ClickAsync();
        await Expect(dialog.GetByLabel("Name")).ToHaveValueAsync("unusual-age");
        await dialog.GetByLabel("Name").FillAsync("very-old");
        await Button(dialog, "Save rule").ClickAsync();
        await oda.GetByRole(AriaRole.Button, new() { Name = "Remove rule very-old" }).ClickAsync();
        await Expect(oda.GetByText("Every row that fits the signature is answered")).ToBeVisibleAsync();

        Assert.Empty(complaints);
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
