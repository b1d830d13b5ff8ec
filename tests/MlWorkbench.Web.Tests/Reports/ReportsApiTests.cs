using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MlWorkbench.Application.Access;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Reports;

public sealed class ReportsApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Share_ModelVersion_OpensWithoutAnAccountUntilRevoked()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await PlantAsync(server);
        using var stranger = server.CreateClient();

        var made = await server.Admin.PostAsJsonAsync("/api/v1/models/churn/versions/1/reports", new { title = "For the board" }, Cancellation);
        var report = await made.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        var url = new Uri(report.GetProperty("url").GetString()!);
        var opened = await stranger.GetAsync(url, Cancellation);
        var revoked = await server.Admin.DeleteAsync($"/api/v1/reports/{report.GetProperty("id")}", Cancellation);
        var after = await stranger.GetAsync(url, Cancellation);
        var guessed = await stranger.GetAsync("/share/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", Cancellation);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.NoContent), (made.StatusCode, opened.StatusCode, revoked.StatusCode));
        Assert.Contains("<h1>For the board</h1>", await opened.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (after.StatusCode, guessed.StatusCode));
        Assert.Equal(await after.Content.ReadAsStringAsync(Cancellation), await guessed.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Share_Answer_MayLoadAndRunNothing()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await PlantAsync(server);
        var made = await server.Admin.PostAsync("/api/v1/models/churn/versions/1/reports", null, Cancellation);
        var url = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("url").GetString();

        using var response = await server.CreateClient().GetAsync(url, Cancellation);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; style-src 'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.Equal(("noindex", "no-referrer", "nosniff"), (response.Headers.GetValues("X-Robots-Tag").Single(), response.Headers.GetValues("Referrer-Policy").Single(), response.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Content_OfARevokedReport_IsThereForPeopleWithAnAccountOnly()
    {
        await using var server = await WorkbenchServer.StartAsync();
        var sample = await PlantAsync(server);
        var made = await server.Admin.PostAsJsonAsync($"/api/v1/runs/{sample.RunId}/reports", new { expiresInDays = 7 }, Cancellation);
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetGuid();
        await server.Admin.DeleteAsync($"/api/v1/reports/{id}", Cancellation);

        var list = await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/reports", Cancellation);
        var content = await server.Admin.GetAsync($"/api/v1/reports/{id}/content?download=true", Cancellation);
        var anonymous = await server.CreateClient().GetAsync($"/api/v1/reports/{id}/content", Cancellation);

        Assert.Equal(1, list.GetProperty("total").GetInt32());
        Assert.Equal(("text/html", "attachment"), (content.Content.Headers.ContentType!.MediaType, content.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/models/churn/versions/1/reports", """{"expiresInDays": 0}""", HttpStatusCode.UnprocessableEntity, "expiry_invalid")]
    [InlineData("/api/v1/models/churn/versions/9/reports", "{}", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/api/v1/runs/01900000-0000-7000-8000-000000000000/reports", "{}", HttpStatusCode.NotFound, "not_found")]
    public async Task Share_WrongRequest_AnswersAProblem(string path, string json, HttpStatusCode status, string code)
    {
        await using var server = await WorkbenchServer.StartAsync();
        await PlantAsync(server);

        var response = await server.Admin.PostAsync(path, new StringContent(json, System.Text.Encoding.UTF8, "application/json"), Cancellation);

        Assert.Equal((status, code), (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Share_ManyGuesses_AreSlowedDown()
    {
        await using var server = await WorkbenchServer.StartAsync();
        using var stranger = server.CreateClient();
        var statuses = new HashSet<HttpStatusCode>();
        for (var guess = 0; guess < 125; guess++)
        {
            statuses.Add((await stranger.GetAsync($"/share/{guess}", Cancellation)).StatusCode);
        }

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.TooManyRequests], statuses.Order().ToArray());
    }

    private static async Task<SampleModel> PlantAsync(WorkbenchServer server)
    {
        var sample = new SampleModel(server.Services);
        await sample.PlantAsync(Actor.System);
        return sample;
    }
}
