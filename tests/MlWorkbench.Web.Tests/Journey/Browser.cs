using Microsoft.Playwright;

namespace MlWorkbench.Web.Tests.Journey;

/// <summary>The machine's Chromium, headless and without traffic of its own. Tests wait for an address by <c>Expect(page).ToHaveURLAsync</c>, which polls.
/// <c>WaitForURLAsync</c> can miss a change between its first check and its subscription.</summary>
internal sealed class Browser : IAsyncDisposable
{
    /// <summary>The timeout for a loaded two-core machine. A passing test never waits for it.</summary>
    private const float TimeoutMilliseconds = 90_000;

    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Flags =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>The path of Chromium. Null if the machine has none.</summary>
    public static string? Path { get; } = Places.FirstOrDefault(File.Exists);

    public static async Task<Browser> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(TimeoutMilliseconds);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path, Headless = true, Args = Flags });
        return new Browser(playwright, browser);
    }

    /// <summary>A person at a browser of their own. Any script error or blocked content fails the test through <paramref name="complaints"/>.</summary>
    public async Task<IPage> OpenAsync(Uri site, List<string> complaints, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.ToString(),
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        context.SetDefaultTimeout(TimeoutMilliseconds);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                complaints.Add(message.Text);
            }
        };
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" } url && url.Host != site.Host)
            {
                complaints.Add($"Request to the outside: {request.Url}");
            }
        };
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
