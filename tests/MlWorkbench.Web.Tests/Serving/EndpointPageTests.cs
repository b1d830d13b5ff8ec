using Microsoft.Playwright;
using MlWorkbench.Application.Access;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Journey;
using static Microsoft.Playwright.Assertions;

namespace MlWorkbench.Web.Tests.Serving;

public sealed class EndpointPageTests(ModelServer models) : IClassFixture<ModelServer>
{
    [BrowserFact]
    public async Task PredictionLog_ChangedByAnOperator_IsShownToEverybodyAndKept()
    {
        await SamplePeople.AddAsync(models.Server.Services, "olga", UserRole.Operator);
        List<string> complaints = [];
        await using var browser = await Browser.StartAsync();
        var olga = await SignInAsync(browser, complaints, "olga");

        await olga.GotoAsync("/endpoints/churn");
        await Expect(Choice(olga, "Answer immediately")).ToBeCheckedAsync();
        await Expect(Save(olga)).ToBeDisabledAsync();
        await Choice(olga, "Wait for the log").ClickAsync();
        await olga.GetByLabel("Days to keep predictions").FillAsync("30");
        await Save(olga).ClickAsync();
        await Expect(olga.GetByText("The log settings were saved.")).ToBeVisibleAsync();

        var anna = await SignInAsync(browser, complaints, "anna");
        await anna.GotoAsync("/endpoints/churn");
        await Expect(Choice(anna, "Wait for the log")).ToBeCheckedAsync();
        await Expect(anna.GetByLabel("Days to keep predictions")).ToHaveValueAsync("30");
        await Expect(anna.GetByText("Operators and administrators can change this.")).ToBeVisibleAsync();
        await Expect(Save(anna)).ToHaveCountAsync(0);

        Assert.Empty(complaints);
    }

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
