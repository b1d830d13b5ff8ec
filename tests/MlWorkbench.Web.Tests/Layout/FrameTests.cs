using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MlWorkbench.Application.Access;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Journey;

namespace MlWorkbench.Web.Tests.Layout;

/// <summary>The frame around every page, in a real browser.</summary>
public sealed class FrameTests
{
    private readonly List<string> _complaints = [];

    [BrowserFact]
    public async Task Viewer_SeesNoAdmin_AndSignsOutFromTheMenu()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await SamplePeople.AddAsync(server.Services, "vic", UserRole.Viewer);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Url, _complaints);
        await SignInAsync(page, "vic@example.org", SamplePeople.Password);

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Jobs" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Admin" })).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Load sample" })).ToBeDisabledAsync();
        await page.GotoAsync("/admin");
        await Assertions.Expect(page.GetByText("Your role does not allow you to see the users")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "vic" }).ClickAsync();
        await page.GetByText("Sign out").ClickAsync();
        await Assertions.Expect(Heading(page, "Sign in")).ToBeVisibleAsync();
        await page.GotoAsync("/jobs");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/sign-in"));
        Assert.Empty(_complaints);
    }

    [BrowserFact]
    public async Task ServerRestart_OpenPage_ShowsABannerAndHeals()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        // The test causes a lost connection, so the browser's own errors about it are ignored.
        var page = await browser.OpenAsync(server.Url, []);
        await SignInAsync(page, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);
        await page.GotoAsync("/jobs?state=failed");
        await Assertions.Expect(Heading(page, "Jobs")).ToBeVisibleAsync();

        await server.StopAsync();
        await Assertions.Expect(page.GetByText("Connection lost. Trying again")).ToBeVisibleAsync();
        await server.StartAgainAsync();

        await Assertions.Expect(page.GetByText("Connection lost. Trying again")).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Failed" })).ToHaveAttributeAsync("aria-current", "page");
        // The page is interactive again, not only visible.
        await page.GetByRole(AriaRole.Link, new() { Name = "Completed" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("state=completed"));
    }

    private static ILocator Heading(IPage page, string text) => page.GetByRole(AriaRole.Heading, new() { Name = text, Exact = true, Level = 1 });

    private static async Task SignInAsync(IPage page, string email, string password)
    {
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(Heading(page, "Welcome to your workbench")).ToBeVisibleAsync();
    }
}
