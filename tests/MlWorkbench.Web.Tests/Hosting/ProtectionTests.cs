using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using MlWorkbench.Application;

namespace MlWorkbench.Web.Tests.Hosting;

public sealed class ProtectionTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/_blazor", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("/_blazor", "null", HttpStatusCode.Forbidden)]
    [InlineData("/_blazor", "http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("/_BLAZOR", "http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("/%5FbLaZoR", "http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("/_blazor", "own", HttpStatusCode.OK)]
    [InlineData("/_blazor", null, HttpStatusCode.OK)]
    public async Task Negotiate_ByOrigin_AnswersThisSiteOnly(string hub, string? origin, HttpStatusCode status)
    {
        var server = shared.Server;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{hub}/negotiate?negotiateVersion=1");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? server.Url.GetLeftPart(UriPartial.Authority) : origin);
        }

        Assert.Equal(status, (await server.Admin.SendAsync(request, Now)).StatusCode);
    }

    [Theory]
    [InlineData("/_blazor")]
    [InlineData("/_BLAZOR")]
    public async Task Circuit_WebSocketOfAnotherPort_IsRefusedWithTheCookieToo(string hub)
    {
        var server = shared.Server;
        using var session = await Access.FormSession.SignInAsync(server.Url, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);

        Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(server, session, hub, "http://127.0.0.1:1"));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(server, session, hub, server.Url.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    public async Task Circuit_BehindAProxyThatRewritesTheHost_TakesThePublicAddress()
    {
        await using var server = await WorkbenchServer.StartAsync("--Site:PublicUrl=https://workbench.example.org");
        using var session = await Access.FormSession.SignInAsync(server.Url, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);

        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(server, session, "/_blazor", "https://workbench.example.org"));
        Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(server, session, "/_blazor", "https://workbench.example.org:444"));
    }

    [Theory]
    [InlineData("/API/V1/me", HttpStatusCode.Unauthorized)]
    [InlineData("/openapi/v1.json", HttpStatusCode.Unauthorized)]
    [InlineData("/OpenApi/v1.json", HttpStatusCode.Unauthorized)]
    public async Task Programs_WithoutAnAccountHoweverThePathIsWritten_GetAStatus(string path, HttpStatusCode status) =>
        Assert.Equal(status, (await shared.Server.CreateClient().GetAsync(path, Now)).StatusCode);

    [Fact]
    public async Task SetUp_HoweverThePathIsWritten_IsNotSentToItself()
    {
        using var server = await Journey.UnclaimedServer.StartAsync(Now);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Site };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/data", Now)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/SETUP", Now)).StatusCode);
    }

    [Theory]
    [InlineData("POST", "/api/v1/users", """{"role":"King"}""")]
    [InlineData("POST", "/api/v1/users", """{"role":3}""")]
    [InlineData("POST", "/api/v1/users", """{"email":{}}""")]
    [InlineData("POST", "/api/v1/users", """[]""")]
    [InlineData("POST", "/api/v1/users", """{"email":""")]
    [InlineData("POST", "/api/v1/users", null)]
    [InlineData("POST", "/api/v1/experiments", """{"budget":60}""")]
    [InlineData("POST", "/api/v1/recipes", """{"name":"x","steps":[{"type":"magic"}]}""")]
    [InlineData("POST", "/api/v1/recipes", """{"name":"x","steps":[{"kind":"log"}]}""")]
    [InlineData("GET", "/api/v1/jobs?limit=many", null)]
    [InlineData("GET", "/api/v1/tokens?everybody=perhaps", null)]
    public async Task Refusal_OfAnUnreadableRequest_NamesNoTypeOfTheProgram(string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json") };

        var answer = await shared.Server.Admin.SendAsync(request, Now);
        var text = await answer.Content.ReadAsStringAsync(Now);

        Assert.InRange((int)answer.StatusCode, 400, 422);
        Assert.DoesNotMatch(@"MlWorkbench\.|System\.|Nullable|Body\b|\+|`\d|Query|\.NET", JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Token_MoreThanItsShare_Is429WithAWaitAndOthersGoOn()
    {
        await using var server = await WorkbenchServer.StartAsync("--Access:TokenRequestsPerSecond=2");
        var other = await (await server.Admin.PostAsJsonAsync("/api/v1/tokens", new { name = "Other" }, Now)).Content.ReadFromJsonAsync<JsonElement>(Now);
        using var patient = server.CreateClient(other.GetProperty("token").GetString());

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => server.Admin.GetAsync("/api/v1/me", Now)));

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.InRange(refused.Count, 1, 39);
        Assert.InRange(refused[0].Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 5);
        var problem = await refused[0].Content.ReadFromJsonAsync<JsonElement>(Now);
        Assert.Equal("too_many_requests", problem.GetProperty("code").GetString());
        Assert.Contains("2 requests per second (Access:TokenRequestsPerSecond)", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await patient.GetAsync("/api/v1/me", Now)).StatusCode);
    }

    [Fact]
    public async Task Token_WithoutASetting_HasNoLimit()
    {
        // A connection for each request would exceed what some machines allow.
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Now };
        await Parallel.ForAsync(0, 2_500, parallel, async (_, cancellation) =>
        {
            using var answer = await shared.Server.Admin.GetAsync("/api/v1/antiforgery", cancellation);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        });
    }

    [Fact]
    public async Task Health_WithoutAnAccount_SaysTheStatesAndVersionAndNoMore()
    {
        var server = shared.Server;
        using var anonymous = server.CreateClient();

        Assert.Equal(HttpStatusCode.OK, (await anonymous.GetAsync("/health/live", Now)).StatusCode);
        var ready = await anonymous.GetFromJsonAsync<JsonElement>("/health/ready", Now);
        var inside = await server.Admin.GetFromJsonAsync<JsonElement>("/health/ready", Now);

        const string checks = """{"server":"Healthy","database":"Healthy","integrity":"Healthy","predictionLog":"Healthy","jobs":"Healthy"}""";
        Assert.Equal($$"""{"status":"Healthy","version":"{{ProductVersion.Current}}","checks":{{checks}}}""", ready.GetRawText());
        Assert.Empty(inside.GetProperty("problems").EnumerateArray());
    }

    [Fact]
    public async Task UnknownAddress_AnswersAPageForPeopleAndAProblemForPrograms()
    {
        var server = shared.Server;

        var page = await server.Admin.GetAsync("/nowhere", Now);
        var operation = await server.Admin.GetAsync("/api/v1/nowhere", Now);

        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (operation.StatusCode, operation.Content.Headers.ContentType?.MediaType));
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/health/live")]
    [InlineData("/api/v1/me")]
    [InlineData("/api/v1/nowhere")]
    [InlineData("/api/v1/jobs?limit=many")]
    [InlineData("/nowhere")]
    [InlineData("/css/app.css")]
    public async Task EveryAnswer_CarriesTheSecurityHeaders(string path)
    {
        var server = shared.Server;

        var headers = (await server.Admin.GetAsync(path, Now)).Headers;

        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        var policy = headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("no-referrer", headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", headers.GetValues("Cross-Origin-Opener-Policy").Single());
    }

    private static async Task<HttpStatusCode> ConnectAsync(WorkbenchServer server, Access.FormSession session, string hub, string origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Origin", origin);
        socket.Options.SetRequestHeader("Cookie", string.Join("; ", session.Cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
        try
        {
            await socket.ConnectAsync(new UriBuilder(server.Url) { Scheme = "ws", Path = hub }.Uri, Now);
        }
        catch (WebSocketException)
        {
            // The status shows the reason.
        }

        return socket.HttpStatusCode;
    }
}
