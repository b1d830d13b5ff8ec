using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MlWorkbench.Web.Tests.Journey;
using static Microsoft.Playwright.Assertions;

namespace MlWorkbench.Web.Tests.Accessibility;

/// <summary>The site without a mouse: skip link, shortcuts, lists, and the focus of dialogs.</summary>
public sealed class KeyboardTests : IAsyncLifetime
{
    private readonly List<string> _complaints = [];
    private WorkbenchServer _server = null!;
    private Browser _browser = null!;
    private IPage _page = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await WorkbenchServer.StartAsync();
        foreach (var name in new[] { "cats", "dogs" })
        {
            using var content = new StringContent($"id,name\n1,{name} 1\n2,{name} 2\n", Encoding.UTF8, "text/csv");
            (await _server.Admin.PostAsync($"/api/v1/datasets/{name}/versions", content, Now)).EnsureSuccessStatusCode();
        }

        _browser = await Browser.StartAsync();
        _page = await _browser.OpenAsync(_server.Url, _complaints);
        await _page.GotoAsync("/sign-in?returnUrl=%2Fdata");
        await _page.FillAsync("[name='Form.Email']", WorkbenchServer.AdminEmail);
        await _page.FillAsync("[name='Form.Password']", WorkbenchServer.AdminPassword);
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.Locator(".mlw-content tbody tr")).ToHaveCountAsync(2);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _server.DisposeAsync();
        Assert.Empty(_complaints);
    }

    [BrowserFact]
    public async Task SkipLink_FirstTab_LeadsPastTheNavigationToTheContent()
    {
        await _page.Keyboard.PressAsync("Tab");
        await Expect(_page.Locator(".mlw-skip")).ToBeFocusedAsync();
        await Expect(_page.Locator(".mlw-skip")).ToBeInViewportAsync();

        await _page.Keyboard.PressAsync("Enter");

        await Expect(_page.Locator("#content")).ToBeFocusedAsync();
        await Expect(_page).ToHaveURLAsync(new Regex("/data#content$"));
    }

    [BrowserFact]
    public async Task Shortcuts_OfEveryPage_GoSearchAndHelp()
    {
        await _page.Keyboard.PressAsync("g");
        await _page.Keyboard.PressAsync("e");
        await Expect(_page).ToHaveURLAsync(new Regex("/experiments$"));
        await _page.Keyboard.PressAsync("g");
        await _page.Keyboard.PressAsync("d");
        await Expect(_page).ToHaveURLAsync(new Regex("/data$"));
        await Expect(_page.Locator("h1:has-text('Data')")).ToBeFocusedAsync();
        await Expect(_page.Locator(".mlw-content tbody tr")).ToHaveCountAsync(2);

        await _page.Keyboard.PressAsync("/");
        await Expect(_page.Locator(".mlw-content .mlw-search input")).ToBeFocusedAsync();
        await _page.Keyboard.TypeAsync("dog");
        await Expect(_page.Locator(".mlw-content tbody tr")).ToHaveCountAsync(1);

        await _page.Keyboard.PressAsync("Escape");
        await _page.Keyboard.PressAsync("?");
        await _page.Locator(".mlw-shortcuts").WaitForAsync();
    }

    [BrowserFact]
    public async Task List_Tab_ReachesEveryRowAndEnterOpensIt()
    {
        await _page.Locator(".mlw-content .mlw-search input").FocusAsync();
        var opensDogs = _page.Locator(".mlw-content tbody a:has-text('dogs')");
        for (var tabs = 0; tabs < 30 && !await IsFocusedAsync(opensDogs); tabs++)
        {
            await _page.Keyboard.PressAsync("Tab");
        }

        await _page.Keyboard.PressAsync("Enter");

        await Expect(_page).ToHaveURLAsync(new Regex("/data/dogs"));
    }

    [BrowserFact]
    public async Task JumpPalette_EnterAndEscape_OpenTheChoiceAndReturnTheFocus()
    {
        await _page.Locator("#mlw-jump").FocusAsync();
        await _page.Keyboard.PressAsync("Control+k");
        await Expect(_page.Locator(".mlw-palette input")).ToBeFocusedAsync();
        await _page.Keyboard.PressAsync("Escape");
        await Expect(_page.Locator(".mlw-palette")).ToHaveCountAsync(0);
        await Expect(_page.Locator("#mlw-jump")).ToBeFocusedAsync();

        await _page.Keyboard.PressAsync("Control+k");
        await Expect(_page.Locator(".mlw-palette input")).ToBeFocusedAsync();
        await _page.Keyboard.TypeAsync("cats");
        await _page.Keyboard.PressAsync("Enter");

        await Expect(_page).ToHaveURLAsync(new Regex("/data/cats"));
    }

    [BrowserFact]
    public async Task Dialog_Tab_StaysInsideAndEscapeReturnsTheFocus()
    {
        await _page.GotoAsync("/data/dogs");
        var menu = _page.Locator("[aria-label='More for dogs']");
        await menu.FocusAsync();
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.Locator("[role=menuitem]").First).ToBeFocusedAsync();
        await _page.Keyboard.PressAsync("ArrowDown");
        await Expect(_page.Locator("[role=menuitem]:has-text('Edit description and tags…')")).ToBeFocusedAsync();
        await _page.Keyboard.PressAsync("Enter");
        var dialog = _page.Locator(".mud-dialog");
        await dialog.WaitForAsync();

        for (var tabs = 0; tabs < 12; tabs++)
        {
            await _page.Keyboard.PressAsync("Tab");
            Assert.True(await dialog.EvaluateAsync<bool>("dialog => dialog.closest('.mud-dialog-container').contains(document.activeElement)"), $"Tab {tabs + 1} left the dialog.");
        }

        await _page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(menu).ToBeFocusedAsync();
    }

    private static Task<bool> IsFocusedAsync(ILocator locator) => locator.EvaluateAsync<bool>("element => element === document.activeElement");
}
