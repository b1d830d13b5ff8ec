using Microsoft.Playwright;
using MlWorkbench.Application;
using MlWorkbench.Web.Tests.Journey;
using static Microsoft.Playwright.Assertions;

namespace MlWorkbench.Web.Tests.Accessibility;

/// <summary>WCAG 2.2 A and AA on every page, light, dark and narrow.</summary>
[Collection<AccessiblePages>]
public sealed class AccessibilityTests(AccessibleWorld world)
{
    private const int Wide = 1440;
    private const int Narrow = 390;
    private const int Height = 900;

    private static readonly (bool Dark, int Width)[] Looks = [(false, Wide), (false, Narrow), (true, Wide)];

    public static TheoryData<string> Views => [.. PageViews.All.Select(view => view.Name)];

    [BrowserTheory]
    [MemberData(nameof(Views))]
    public async Task Page_LightDarkAndNarrow_KeepsWcag(string name)
    {
        var view = PageViews.All.Single(view => view.Name == name);
        var page = world.Page;
        await page.SetViewportSizeAsync(Wide, Height);
        await page.GotoAsync(view.Url(world));
        await page.Locator(view.Shows).First.WaitForAsync();
        await (view.Open?.Invoke(page) ?? Task.CompletedTask);

        List<string> violations = [];
        foreach (var (dark, width) in Looks)
        {
            await LookAsync(page, dark, width);
            violations.AddRange((await Axe.FindViolationsAsync(page, onlyColours: dark)).Select(violation => $"{(dark ? "dark" : "light")}, {width} px wide: {violation}"));
        }

        Assert.True(violations.Count == 0, $"{violations.Count} violations:\n{string.Join('\n', violations)}");
    }

    [BrowserFact]
    public async Task Footer_OfEveryPage_ShowsTheVersion() =>
        await Expect((await OpenAsync("/models")).Locator(".mlw-footer")).ToHaveTextAsync($"MlWorkbench {ProductVersion.Current}");

    private async Task<IPage> OpenAsync(string url)
    {
        await world.Page.SetViewportSizeAsync(Wide, Height);
        await world.Page.GotoAsync(url);
        await world.Page.Locator(".mlw-content tbody tr").First.WaitForAsync();
        return world.Page;
    }

    /// <summary>Changes theme and width in place, which is faster than reloading the page.</summary>
    private static async Task LookAsync(IPage page, bool dark, int width)
    {
        await page.SetViewportSizeAsync(width, Height);
        await page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
        await page.EvaluateAsync(
            """
            dark => {
              const button = document.querySelector(`[aria-label="${dark ? 'Dark' : 'Light'} theme"]`);
              if (button) button.click();
              else document.documentElement.dataset.theme = dark ? 'dark' : 'light';
            }
            """,
            dark);
        await page.WaitForFunctionAsync(
            """
            dark => document.documentElement.dataset.theme === (dark ? 'dark' : 'light')
              && !document.querySelector(`[aria-label="${dark ? 'Dark' : 'Light'} theme"]`)
              && !document.querySelector('.mlw-skeleton')
              && new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))
            """,
            dark);
    }
}
