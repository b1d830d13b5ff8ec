using System.Text.Json;
using MlWorkbench.Web.Api;
using MlWorkbench.Web.Hosting.Telemetry;

namespace MlWorkbench.Web.Hosting;

/// <summary>Prints the site's link on the console.</summary>
internal static class StartupBanner
{
    public static void Print(WebApplication app, string? setUpToken)
    {
        var listening = new Uri(app.Urls.First().Replace("0.0.0.0", "localhost", StringComparison.Ordinal).Replace("[::]", "localhost", StringComparison.Ordinal));
        var links = app.Services.GetRequiredService<PublicLinks>();
        var text = setUpToken is null
            ? $"MlWorkbench is ready: {links.To(WorkbenchUrls.Home, listening).TrimEnd('/')}"
            : $"MlWorkbench is ready. Create the administrator (the link works once, within an hour): {links.To(WorkbenchUrls.SetUp(setUpToken), listening)}";
        Console.WriteLine(LogOptions.Read(app.Configuration).IsJson ? JsonSerializer.Serialize(new { message = text }) : text);
    }
}
