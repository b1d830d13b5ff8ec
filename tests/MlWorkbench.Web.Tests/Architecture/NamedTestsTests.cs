using System.Text.RegularExpressions;

namespace MlWorkbench.Web.Tests.Architecture;

/// <summary>Every test that a document names as evidence exists.</summary>
public sealed partial class NamedTestsTests
{
    [Theory]
    [InlineData("security.md", 30)]
    [InlineData("reliability.md", 15)]
    public async Task Document_EveryTestThatItNames_Exists(string document, int atLeast)
    {
        var repository = FindRepository();
        var named = NamedTest().Matches(await File.ReadAllTextAsync(Path.Combine(repository, "docs", document), TestContext.Current.CancellationToken))
            .Select(match => (Class: match.Groups["class"].Value, Method: match.Groups["method"].Value)).Distinct().ToList();
        var sources = Directory.EnumerateFiles(Path.Combine(repository, "tests"), "*Tests.cs", SearchOption.AllDirectories).ToLookup(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);

        var missing = named.Where(test => !sources[test.Class].Any(source => source.Contains($" {test.Method}(", StringComparison.Ordinal)));

        Assert.Empty(missing);
        Assert.True(named.Count >= atLeast, $"{document} names {named.Count} tests.");
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MlWorkbench.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("`(?<class>[A-Za-z]+Tests)\\.(?<method>[A-Za-z0-9_]+)`")]
    private static partial Regex NamedTest();
}
