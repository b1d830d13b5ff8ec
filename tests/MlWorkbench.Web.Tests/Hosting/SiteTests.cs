using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace MlWorkbench.Web.Tests.Hosting;

public sealed class SiteTests
{
    [Fact]
    public async Task Site_FreshFolder_ServesAssetsAndKnowsTheAdministrator()
    {
        await using var server = await WorkbenchServer.StartAsync();

        var style = await server.CreateClient().GetStringAsync("/css/app.css", TestContext.Current.CancellationToken);
        var me = await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/me", TestContext.Current.CancellationToken);

        Assert.Contains(".mlw-frame", style, StringComparison.Ordinal);
        Assert.Equal("Admin", me.GetProperty("role").GetString());
    }

    [Fact]
    public async Task Api_WithoutToken_Answers401()
    {
        await using var server = await WorkbenchServer.StartAsync();

        var response = await server.CreateClient().GetAsync("/api/v1/me", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
