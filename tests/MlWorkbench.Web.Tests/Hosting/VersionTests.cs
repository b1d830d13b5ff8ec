using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Tests.Hosting;

/// <summary>The version is set in one place; the footer shows <see cref="ProductVersion"/> too.</summary>
public sealed class VersionTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Version_OfTheBuild_IsThatOfHealthAndApiDocument()
    {
        using var anonymous = shared.Server.CreateClient();

        var live = await anonymous.GetFromJsonAsync<JsonElement>("/health/live", Now);
        var ready = await anonymous.GetFromJsonAsync<JsonElement>("/health/ready", Now);
        var document = await shared.Server.Admin.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Now);

        var version = await ReadBuildAsync();
        Assert.Equal(version, ProductVersion.Current);
        Assert.Equal(version, live.GetProperty("version").GetString());
        Assert.Equal(version, ready.GetProperty("version").GetString());
        Assert.Equal(version, document.GetProperty("info").GetProperty("version").GetString());
    }

    private static async Task<string> ReadBuildAsync()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "MlWorkbench.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        using var properties = File.OpenRead(Path.Combine(folder.FullName, "src", "Directory.Build.props"));
        return (await XDocument.LoadAsync(properties, LoadOptions.None, Now)).Descendants("Version").Single().Value;
    }
}
