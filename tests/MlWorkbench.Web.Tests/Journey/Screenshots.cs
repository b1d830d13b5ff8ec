using Microsoft.Playwright;

namespace MlWorkbench.Web.Tests.Journey;

/// <summary>Pictures of the pages on the way, light and dark: into the tests' output, and into the docs when MLWORKBENCH_SCREENSHOTS names a folder.</summary>
internal static class Screenshots
{
    private static readonly string Folder = Directory.CreateDirectory(
        Environment.GetEnvironmentVariable("MLWORKBENCH_SCREENSHOTS") ?? Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;

    public static async Task TakeAsync(IPage page, string name, bool fullPage = false)
    {
        await page.Mouse.MoveAsync(0, 0);
        await page.EvaluateAsync("scrollTo(0, 0)");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}-light.png"), FullPage = fullPage });
    }

    /// <summary>The same address once more, in the other theme.</summary>
    public static async Task TakeDarkAsync(IPage page, string name, string readyText)
    {
        await page.EvaluateAsync("workbench.setDark(true)");
        await page.ReloadAsync();
        await page.GetByText(readyText).First.WaitForAsync();
        await page.WaitForTimeoutAsync(700);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, $"{name}-dark.png") });
        await page.EvaluateAsync("workbench.setDark(false)");
        await page.ReloadAsync();
        await page.GetByText(readyText).First.WaitForAsync();
    }
}
