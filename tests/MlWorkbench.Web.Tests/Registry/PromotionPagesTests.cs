using Microsoft.Playwright;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Journey;
using static Microsoft.Playwright.Assertions;

namespace MlWorkbench.Web.Tests.Registry;

/// <summary>Two people at two browsers: one requests, the other decides.</summary>
public sealed class PromotionPagesTests(ModelServer models) : IClassFixture<ModelServer>
{
    [BrowserFact]
    public async Task Promotion_TwoPeople_FromRequestToPredictionAndBack()
    {
        List<string> complaints = [];
        await using var browser = await Browser.StartAsync();
        var anna = await SignInAsync(browser, complaints, "anna");
        var ben = await SignInAsync(browser, complaints, "ben");

        await anna.GotoAsync("/models/churn/versions/2");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Request promotion" }).ClickAsync();
        await anna.GetByLabel("Reason").FillAsync("Less weight on <b>age</b>.");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Send request" }).ClickAsync();
        await Expect(anna.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Promote churn version 2 to Production");
        await Expect(anna.GetByText("Less weight on <b>age</b>.")).ToBeVisibleAsync();
        await Expect(anna.GetByText("Your role (Analyst) does not allow you to decide")).ToBeVisibleAsync();
        await Expect(anna.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);

        await ben.GotoAsync("/approvals");
        await ben.GetByRole(AriaRole.Link, new() { Name = "Promote churn version 2 to Production" }).ClickAsync();
        await Expect(ben.GetByText("Not worse than Production")).ToBeVisibleAsync();
        await ben.GetByLabel("Comment").FillAsync("Agreed.");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(ben.GetByText("Approved", new() { Exact = true }).First).ToBeVisibleAsync();
        await Expect(anna.GetByText("Approved", new() { Exact = true }).First).ToBeVisibleAsync();

        await anna.GotoAsync("/endpoints/churn");
        await anna.GetByLabel("age").FillAsync("30");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Predict" }).ClickAsync();
        await Expect(anna.Locator(".mlw-answer-label")).ToHaveTextAsync("Yes");
        await Expect(anna.GetByRole(AriaRole.Heading, new() { Name = "Contributions" })).ToBeVisibleAsync();
        await Expect(anna.Locator(".mlw-code pre")).ToContainTextAsync("\"age\": 30");
        await anna.GetByRole(AriaRole.Link, new() { Name = "Predictions", Exact = true }).ClickAsync();
        await Expect(anna.GetByRole(AriaRole.Row).Filter(new() { HasText = "age 30" }).First).ToBeVisibleAsync();

        await ben.GotoAsync("/models/churn");
        await ben.GetByRole(AriaRole.Button, new() { Name = "Roll back to version 1" }).ClickAsync();
        await ben.GetByLabel("Reason").FillAsync("Complaints.");
        await ben.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Roll back to version 1" }).ClickAsync();
        await Expect(ben.Locator(".mlw-lane.production")).ToContainTextAsync("Version 1");
        await ben.GetByRole(AriaRole.Link, new() { Name = "History" }).ClickAsync();
        await Expect(ben.GetByText("by rollback").First).ToBeVisibleAsync();

        Assert.Empty(complaints);
    }

    [BrowserFact]
    public async Task Aliases_SetProtectedAndDeleted_ShowOnTheModelsPage()
    {
        List<string> complaints = [];
        await models.RegisterAsync("aliased", new SampleRun());
        await using var browser = await Browser.StartAsync();
        var anna = await SignInAsync(browser, complaints, "anna");

        await anna.GotoAsync("/models/aliased/versions/1");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Assign alias" }).ClickAsync();
        await anna.GetByLabel("Alias", new() { Exact = true }).FillAsync("weekly");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Assign to version 1" }).ClickAsync();
        await Expect(anna.GetByText("weekly", new() { Exact = false }).First).ToBeVisibleAsync();

        await anna.GotoAsync("/models/aliased?tab=aliases");
        await Expect(anna.GetByRole(AriaRole.Row).Filter(new() { HasText = "champion" })).ToContainTextAsync("Protected: follows Production");
        await Expect(anna.GetByRole(AriaRole.Button, new() { Name = "Unprotect champion" })).ToHaveCountAsync(0);
        await Expect(anna.GetByRole(AriaRole.Row).Filter(new() { HasText = "weekly" })).ToContainTextAsync("Version 1");
        await anna.GetByRole(AriaRole.Button, new() { Name = "Delete weekly" }).ClickAsync();
        await Expect(anna.GetByRole(AriaRole.Row).Filter(new() { HasText = "weekly" })).ToHaveCountAsync(0);

        Assert.Empty(complaints);
    }

    private async Task<IPage> SignInAsync(Browser browser, List<string> complaints, string name)
    {
        var page = await browser.OpenAsync(models.Server.Url, complaints);
        await page.GotoAsync("/sign-in");
        await page.FillAsync("input[type=email]", $"{name}@example.org");
        await page.FillAsync("input[type=password]", SamplePeople.Password);
        await page.ClickAsync("button[type=submit]");
        await Assertions.Expect(page).ToHaveURLAsync(models.Server.Url.ToString());
        return page;
    }
}
