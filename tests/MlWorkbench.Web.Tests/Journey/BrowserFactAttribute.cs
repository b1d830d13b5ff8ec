using System.Runtime.CompilerServices;

namespace MlWorkbench.Web.Tests.Journey;

/// <summary>Skipped, saying so, where no Chromium is installed; never skipped in continuous integration.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        if (Browser.Path is null && Environment.GetEnvironmentVariable("MLWORKBENCH_REQUIRE_ALL") is null)
        {
            Skip = "No Chromium on this machine. On Debian and Ubuntu: apt-get install chromium";
        }
    }
}
