using Microsoft.Playwright;

namespace MlWorkbench.Web.Tests.Journey;

/// <summary>Pictures of the visited pages, light and dark. They go to the tests' output, and to the folder in MLWORKBENCH_SCREENSHOTS if it is set.</summary>
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

    /// <summary>Reloads the address in the other theme.</summary>
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
