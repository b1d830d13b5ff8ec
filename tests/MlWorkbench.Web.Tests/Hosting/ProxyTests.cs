using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Access;

namespace MlWorkbench.Web.Tests.Hosting;

/// <summary>Trust in a caller's forwarding headers, with and without a reverse proxy in front.</summary>
public sealed class ProxyTests
{
    /// <summary>Few, so that one more of them falls into the same minute on a busy machine too.</summary>
    private const int Tries = 3;

    private static readonly string FewTries = $"--Access:TriesPerMinute={Tries}";

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--Logging:LogLevel:Default=Warning")]
    [InlineData("--Site:KnownProxies=10.20.30.40, 10.0.0.0/16")]
    [InlineData("--ForwardedHeaders_Enabled=true")]
    public async Task SignIn_ForwardedAddressesOfAStranger_DoNotCount(string setting)
    {
        await using var server = await WorkbenchServer.StartAsync(setting, FewTries);

        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(server, times: Tries + 1, i => $"198.51.100.{i}"));
    }

    [Fact]
    public async Task SignIn_ForwardedAddressesOfAKnownProxy_AreTheCallers()
    {
        await using var server = await WorkbenchServer.StartAsync("--Site:KnownProxies=127.0.0.1", FewTries);

        Assert.Equal(HttpStatusCode.OK, await GuessAsync(server, times: Tries + 1, i => $"198.51.100.{i}"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(server, times: Tries + 1, _ => "203.0.113.7"));
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/api/v1/nowhere")]
    public async Task Https_AsTheProxySays_IsKeptByTheBrowser(string path)
    {
        await using var server = await WorkbenchServer.StartAsync("--Site:KnownProxies=127.0.0.1");

        using var secure = await server.Admin.SendAsync(Request(path, "https"), Now);
        using var plain = await server.Admin.SendAsync(Request(path, "http"), Now);

        Assert.Equal("max-age=31536000", secure.Headers.GetValues("Strict-Transport-Security").Single());
        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Https_AsAStrangerSays_DoesNotCount()
    {
        await using var server = await WorkbenchServer.StartAsync();

        using var answer = await server.Admin.SendAsync(Request("/sign-in", "https"), Now);

        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Links_WithAPublicAddress_BeginWithItWhateverTheHostSays()
    {
        await using var server = await WorkbenchServer.StartAsync("--Site:PublicUrl=https://workbench.example.org");
        await new SampleModel(server.Services).PlantAsync(Application.Access.Actor.System);

        var invited = await PostAsync(server, "/api/v1/users", new { email = "ben@example.org", role = "Viewer" });
        var shared = await PostAsync(server, "/api/v1/models/churn/versions/1/reports", new { });

        Assert.StartsWith("https://workbench.example.org/invite?token=", invited.GetProperty("inviteUrl").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("https://workbench.example.org/share/", shared.GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetUpLink_WithAPublicAddress_BeginsWithIt()
    {
        using var server = await Journey.UnclaimedServer.StartAsync(Now, "--Site:PublicUrl=https://workbench.example.org");

        Assert.StartsWith("https://workbench.example.org/setup?token=", server.SetUpLink.AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Site:PublicUrl=workbench.example.org")]
    [InlineData("--Site:PublicUrl=https://workbench.example.org/path")]
    [InlineData("--Site:KnownProxies=the proxy")]
    [InlineData("--Site:KnownProxies=10.0.0.1/8/9")]
    public async Task Setting_ThatCannotBeUsed_KeepsTheServerFromStarting(string setting) =>
        Assert.Equal("setting_invalid", (await Assert.ThrowsAsync<Application.WorkbenchException>(() => WorkbenchServer.StartAsync(setting))).Code);

    private static async Task<HttpStatusCode> GuessAsync(WorkbenchServer server, int times, Func<int, string> address)
    {
        using var session = new FormSession(server.Url);
        var status = HttpStatusCode.OK;
        for (var i = 0; i < times; i++)
        {
            session.Client.DefaultRequestHeaders.Remove("X-Forwarded-For");
            session.Client.DefaultRequestHeaders.Add("X-Forwarded-For", address(i));
            status = (await session.SendFormAsync("/sign-in", ("Form.Email", $"guess{i}@example.org"), ("Form.Password", "wrong password"))).StatusCode;
        }

        return status;
    }

    private static HttpRequestMessage Request(string path, string scheme)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = "workbench.example.org";
        request.Headers.Add("X-Forwarded-Proto", scheme);
        return request;
    }

    private static async Task<JsonElement> PostAsync(WorkbenchServer server, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Host = "evil.example";
        using var answer = await server.Admin.SendAsync(request, Now);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Now);
    }
}
