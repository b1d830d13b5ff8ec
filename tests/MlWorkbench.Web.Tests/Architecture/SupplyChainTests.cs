using System.Xml.Linq;

namespace MlWorkbench.Web.Tests.Architecture;

/// <summary>Rules for packages from feeds: versions from one file, contents as in the lock files, no known vulnerabilities.</summary>
public sealed class SupplyChainTests
{
    private static readonly string Repository = FindRepository();

    [Fact]
    public void Projects_EveryOne_LocksItsPackagesAndNamesNoVersion()
    {
        var projects = Directory.EnumerateFiles(Repository, "*.csproj", SearchOption.AllDirectories).ToList();

        Assert.NotEmpty(projects);
        Assert.All(projects, project =>
        {
            Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")), $"{project} has no lock file.");
            Assert.All(XDocument.Load(project).Descendants("PackageReference"), reference => Assert.Null(reference.Attribute("Version") ?? reference.Attribute("VersionOverride")));
        });
    }

    [Fact]
    public void LockFiles_EveryPackage_HasAVersionAndAHash()
    {
        foreach (var file in Directory.EnumerateFiles(Repository, "packages.lock.json", SearchOption.AllDirectories))
        {
            using var locked = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(file));
            var packages = locked.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject()).Where(package => package.Value.GetProperty("type").GetString() != "Project");
            Assert.All(packages, package => Assert.False(string.IsNullOrEmpty(package.Value.GetProperty("contentHash").GetString()), $"{file}: {package.Name}"));
        }
    }

    [Theory]
    [InlineData("ManagePackageVersionsCentrally", "true")]
    [InlineData("CentralPackageTransitivePinningEnabled", "true")]
    [InlineData("RestorePackagesWithLockFile", "true")]
    [InlineData("NuGetAudit", "true")]
    [InlineData("NuGetAuditMode", "all")]
    [InlineData("NuGetAuditLevel", "low")]
    [InlineData("TreatWarningsAsErrors", "true")]
    public void Build_Property_IsSet(string name, string value) =>
        Assert.Equal(value, Assert.Single(((string[])["src/Directory.Build.props", "src/Directory.Packages.props"]).SelectMany(file => XDocument.Load(Path.Combine(Repository, file)).Descendants(name))).Value);

    [Fact]
    public void BuildServer_Restore_TakesWhatTheLockFilesSay() =>
        Assert.Contains("dotnet restore --locked-mode", File.ReadAllText(Path.Combine(Repository, ".ci/run")), StringComparison.Ordinal);

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MlWorkbench.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder;
    }
}
