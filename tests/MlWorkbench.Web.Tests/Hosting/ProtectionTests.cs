using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace MlWorkbench.Web.Tests.Hosting;

public sealed class ProtectionTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("own", HttpStatusCode.OK)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task Circuit_ByOrigin_AnswersThisSiteOnly(string? origin, HttpStatusCode status)
    {
        var server = shared.Server;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? server.Url.GetLeftPart(UriPartial.Authority) : origin);
        }

        Assert.Equal(status, (await server.Admin.SendAsync(request, Now)).StatusCode);
    }

    [Fact]
    public async Task Token_MoreThanItsShare_Is429WithAWaitAndOthersGoOn()
    {
        await using var server = await WorkbenchServer.StartAsync("--Access:TokenRequestsPerSecond=5");
        var other = await (await server.Admin.PostAsJsonAsync("/api/v1/tokens", new { name = "Other" }, Now)).Content.ReadFromJsonAsync<JsonElement>(Now);
        using var patient = server.CreateClient(other.GetProperty("token").GetString());

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => server.Admin.GetAsync("/api/v1/me", Now)));

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.InRange(refused.Count, 10, 39);
        Assert.InRange(refused[0].Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 5);
        Assert.Equal("too_many_requests", (await refused[0].Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, (await patient.GetAsync("/api/v1/me", Now)).StatusCode);
    }

    [Fact]
    public async Task Health_WithoutAnAccount_SaysLiveAndReady()
    {
        var server = shared.Server;
        using var anonymous = server.CreateClient();

        Assert.Equal(HttpStatusCode.OK, (await anonymous.GetAsync("/health/live", Now)).StatusCode);
        var ready = await anonymous.GetFromJsonAsync<JsonElement>("/health/ready", Now);

        Assert.Equal("Healthy", ready.GetProperty("status").GetString());
        Assert.Empty(ready.GetProperty("problems").EnumerateArray());
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
    [InlineData("/css/app.css")]
    public async Task EveryAnswer_CarriesTheSecurityHeaders(string path)
    {
        var server = shared.Server;

        var headers = (await server.Admin.GetAsync(path, Now)).Headers;

        Assert.Equal("nosniff", headers.GetValues("X-Content-Type-Options").Single());
        var policy = headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }
}
