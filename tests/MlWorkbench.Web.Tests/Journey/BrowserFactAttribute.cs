using System.Runtime.CompilerServices;

namespace MlWorkbench.Web.Tests.Journey;

/// <summary>Skipped, saying so, where no Chromium is installed; never skipped in continuous integration, which runs a failed one once more.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute, Xunit.v3.ITraitAttribute
{
    /// <summary>By this, <c>.ci/run</c> finds the tests that it may run once more.</summary>
    internal static readonly IReadOnlyCollection<KeyValuePair<string, string>> Traits = [KeyValuePair.Create("Needs", "Browser")];

    public BrowserFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = WhyNot;

    /// <summary>Why browser tests are skipped; null where they run.</summary>
    internal static string? WhyNot { get; } = Browser.Path is null && Environment.GetEnvironmentVariable("MLWORKBENCH_REQUIRE_ALL") is null
        ? "No Chromium on this machine. On Debian and Ubuntu: apt-get install chromium"
        : null;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Traits;
}
