using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using MlWorkbench.Web.Tests.Journey;

namespace MlWorkbench.Web.Tests.Access;

/// <summary>The person's sessions on the account page, in a real browser.</summary>
public sealed class SessionPagesTests
{
    private readonly List<string> _complaints = [];

    [BrowserFact]
    public async Task Account_OtherSessions_AreListedAndEnded()
    {
        await using var server = await WorkbenchServer.StartAsync();
        using var stolen = await FormSession.SignInAsync(server.Url, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);
        using var forgotten = await FormSession.SignInAsync(server.Url, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync(server.Url, _complaints);
        await page.GotoAsync("/sign-in?returnUrl=/account");
        await page.GetByLabel("E-mail").FillAsync(WorkbenchServer.AdminEmail);
        await page.GetByLabel("Password").FillAsync(WorkbenchServer.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Assertions.Expect(page.GetByText("(this session)")).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByText("Chrome on Linux")).ToBeVisibleAsync();
        await Assertions.Expect(EndButtons(page)).ToHaveCountAsync(2);
        await Screenshots.TakeAsync(page, "account-sessions", fullPage: true);
        await Screenshots.TakeDarkAsync(page, "account-sessions", "Sessions");
        await EndButtons(page).First.ClickAsync();
        await Assertions.Expect(EndButtons(page)).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "End other sessions" }).ClickAsync();
        await Assertions.Expect(EndButtons(page)).ToHaveCountAsync(0);

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await stolen.Client.GetAsync("/api/v1/me", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await forgotten.Client.GetAsync("/api/v1/me", TestContext.Current.CancellationToken)).StatusCode);
        await page.Locator(".mlw-account").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "Sign out" })).ToBeVisibleAsync();
        await Screenshots.TakeAsync(page, "account-menu");
        await page.GotoAsync("/sign-out");
        await Screenshots.TakeAsync(page, "sign-out");
        Assert.Empty(_complaints);
    }

    [BrowserFact]
    public async Task OpenPage_SessionEndedElsewhere_ActsNoMore()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await OpenAccountAsync(browser, server.Url);

        using var other = await FormSession.SignInAsync(server.Url, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);
        await other.SendFormAsync("/account/password", ("Form.Current", WorkbenchServer.AdminPassword), ("Form.Password", "a new password"));

        // The page checks its session every 30 s.
        await Assertions.Expect(page.GetByText("You are signed out")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task OpenPage_SessionEndedInAnotherProcess_ChangesNothingFromThatMoment()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await using var browser = await Browser.StartAsync();
        var page = await OpenAccountAsync(browser, server.Url);
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Mallory");

        // Another process ends the session without notice to the page.
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "workbench.db")};Pooling=False"))
        {
            await other.OpenAsync(TestContext.Current.CancellationToken);
            await using var end = other.CreateCommand();
            end.CommandText = "DELETE FROM Sessions";
            Assert.Equal(1, await end.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Save name" }).ClickAsync();

        // The page may check its session at this moment by itself, and then reports its end.
        await Assertions.Expect(page.GetByText("Your session has ended.").Or(page.GetByText("You are signed out"))).ToBeVisibleAsync();
        Assert.DoesNotContain("Mallory", await server.Admin.GetStringAsync("/api/v1/users", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static ILocator EndButtons(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "End session", Exact = true });

    private async Task<IPage> OpenAccountAsync(Browser browser, Uri site)
    {
        var page = await browser.OpenAsync(site, _complaints);
        await page.GotoAsync("/sign-in?returnUrl=/account");
        await page.GetByLabel("E-mail").FillAsync(WorkbenchServer.AdminEmail);
        await page.GetByLabel("Password").FillAsync(WorkbenchServer.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByText("(this session)")).ToHaveCountAsync(1);
        return page;
    }
}
