using System.Reflection;
using MlWorkbench.Application;
using MlWorkbench.Web.Hosting;

namespace MlWorkbench.Web.Tests.Hosting;

public sealed class ConfigurationGuideTests
{
    /// <summary>Every key that the code reads, according to the options classes.</summary>
    public static TheoryData<string> Keys =>
    [
        .. new[] { typeof(WorkbenchException).Assembly, typeof(WorkbenchHost).Assembly }.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetField("Section")?.IsLiteral == true)
            .SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Where(property => property.CanWrite)
                .Select(property => $"{type.GetField("Section")!.GetRawConstantValue()}:{property.Name}")),
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Guide_NamesTheKey(string key) =>
        Assert.Contains($"`{key}`", File.ReadAllText(Path.Combine(RepositoryFolder(), "docs", "guides", "configuration.md")), StringComparison.Ordinal);

    [Fact]
    public void Guide_NamesNoKeyThatTheCodeDoesNotRead()
    {
        var named = System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(Path.Combine(RepositoryFolder(), "docs", "guides", "configuration.md")), "^\\| `(?<key>[A-Z][A-Za-z]+(:[A-Za-z]+)+)`", System.Text.RegularExpressions.RegexOptions.Multiline)
            .Select(match => match.Groups["key"].Value);

        Assert.Empty(named.Except(Keys.Select(row => row.Data)));
    }

    private static string RepositoryFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MlWorkbench.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
