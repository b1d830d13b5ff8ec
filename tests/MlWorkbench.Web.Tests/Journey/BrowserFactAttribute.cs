using System.Runtime.CompilerServices;

namespace MlWorkbench.Web.Tests.Journey;

/// <summary>Skipped with a reason if Chromium is not installed. Continuous integration never skips these tests, and runs a failed one again.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute, Xunit.v3.ITraitAttribute
{
    /// <summary>The trait by which <c>.ci/run</c> finds the tests that it may run again.</summary>
    internal static readonly IReadOnlyCollection<KeyValuePair<string, string>> Traits = [KeyValuePair.Create("Needs", "Browser")];

    public BrowserFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Skip = WhyNot;

    /// <summary>The reason to skip browser tests. Null if they run.</summary>
    internal static string? WhyNot { get; } = Browser.Path is null && Environment.GetEnvironmentVariable("MLWORKBENCH_REQUIRE_ALL") is null
        ? "No Chromium on this machine. On Debian and Ubuntu: apt-get install chromium"
        : null;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Traits;
}
