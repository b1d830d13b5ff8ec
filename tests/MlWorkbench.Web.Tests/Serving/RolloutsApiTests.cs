using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Serving;

/// <summary>Shadows, rollouts and traffic over HTTP, with the passes of a running server.</summary>
public sealed class RolloutsApiTests(ModelServer models) : IClassFixture<ModelServer>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rollout_FromItsStartToProduction_OverHttp()
    {
        using var approver = await models.ClientOfAsync(models.Approver);
        var endpoint = await EndpointAsync("steps");

        using var started = await approver.PostAsJsonAsync($"{endpoint}/rollouts", new
        {
            version = 2,
            steps = new[] { new { weight = 30, minutes = 0, minRows = 95 } },
            checks = new[] { new { metric = "errorRate", @operator = "lt", threshold = 0.5, minRows = 5 } },
            overrideReason = "Fine.",
        }, Token);

        Assert.Equal(HttpStatusCode.Created, started.StatusCode);
        var rollout = await started.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(("running", 1, 30.0), (rollout.GetProperty("state").GetString(), rollout.GetProperty("step").GetInt32(), rollout.GetProperty("weight").GetDouble()));
        var settings = await approver.GetFromJsonAsync<JsonElement>(endpoint, Token);
        Assert.Equal([(1, "live", 70.0), (2, "live", 30.0)], settings.GetProperty("routes").EnumerateArray().Select(route =>
            (route.GetProperty("version").GetInt32(), route.GetProperty("mode").GetString(), route.GetProperty("weight").GetDouble())));
        Assert.Equal(rollout.GetProperty("id").GetGuid(), settings.GetProperty("rollout").GetProperty("id").GetGuid());

        var versions = await PredictAsync(approver, endpoint, entities: 200);
        Assert.InRange(versions.Count(version => version == 2), 30, 90);
        Assert.Equal(versions.Take(50), await PredictAsync(approver, endpoint, entities: 50));
        // The step needs more rows than those of the two calls.
        await Until.TrueAsync(
            async () =>
            {
                await PredictAsync(approver, endpoint, entities: 50);
                return (await approver.GetFromJsonAsync<JsonElement>(started.Headers.Location, Token)).GetProperty("state").GetString() == "completed";
            },
            Token);

        Assert.All(await PredictAsync(approver, endpoint, entities: 50), version => Assert.Equal(2, version));
        var traffic = await approver.GetFromJsonAsync<JsonElement>($"{endpoint}/traffic", Token);
        Assert.Equal([1, 2], traffic.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("version").GetInt32()).Distinct().Order());
        using var late = await approver.PostAsJsonAsync($"{started.Headers.Location}/abort", new { comment = "Late." }, Token);
        Assert.Equal((HttpStatusCode.Conflict, "rollout_ended"), (late.StatusCode, await CodeAsync(late)));
    }

    [Fact]
    public async Task Shadow_OfAnEndpoint_IsComparedWithTheAnswers()
    {
        var endpoint = await EndpointAsync("shadowed");
        using var set = await models.Server.Admin.PutAsJsonAsync($"{endpoint}/shadows/1", new { samplePercent = 100 }, Token);
        Assert.Equal(HttpStatusCode.OK, set.StatusCode);

        await PredictAsync(models.Server.Admin, endpoint, entities: 20);

        await Until.TrueAsync(async () => (await CompareAsync(endpoint)).GetProperty("rows").GetInt64() == 20, Token);
        var comparison = await CompareAsync(endpoint);
        Assert.Equal((0, 0), (comparison.GetProperty("errors").GetInt32(), comparison.GetProperty("dropped").GetInt32()));
        Assert.Equal(100, comparison.GetProperty("samplePercent").GetDouble());
        using var removed = await models.Server.Admin.DeleteAsync($"{endpoint}/shadows/1", Token);
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.DoesNotContain("shadow", (await models.Server.Admin.GetFromJsonAsync<JsonElement>(endpoint, Token)).GetProperty("routes").EnumerateArray().Select(route => route.GetProperty("mode").GetString()));
    }

    [Theory]
    [InlineData("""{"version":2,"steps":[]}""", 422, "rollout_invalid")]
    [InlineData("""{"version":2,"steps":[{"weight":10,"minutes":1e9}]}""", 422, "rollout_invalid")]
    [InlineData("""{"version":2}""", 400, "json_invalid")]
    [InlineData("""{"version":2,"steps":[{"weight":10}],"checks":[{"metric":"luck","operator":"lt","threshold":1}]}""", 400, "json_invalid")]
    [InlineData("""{"version":99,"steps":[{"weight":10}]}""", 404, "not_found")]
    public async Task Start_UnusablePlan_IsRefused(string body, int status, string code)
    {
        using var approver = await models.ClientOfAsync(models.Approver);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var refused = await approver.PostAsync("/api/v1/endpoints/churn/rollouts", content, Token);

        Assert.Equal((status, code), ((int)refused.StatusCode, await CodeAsync(refused)));
    }

    /// <summary>An endpoint of a model of its own: version 1 in Production, version 2 registered.</summary>
    private async Task<string> EndpointAsync(string model)
    {
        await models.RegisterAsync(model, new SampleRun());
        using var asked = await models.Server.Admin.PostAsJsonAsync($"/api/v1/models/{model}/versions/1/transition-requests", new { stage = "Production", comment = "First." }, Token);
        using var approver = await models.ClientOfAsync(models.Approver);
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetGuid();
        using var approved = await approver.PostAsJsonAsync($"/api/v1/transition-requests/{id}/approve", new { overrideReason = "Fine." }, Token);
        approved.EnsureSuccessStatusCode();
        await models.RegisterAsync(model, new SampleRun(Package: SamplePackage.Binary(ageWeight: -0.1)));
        return $"/api/v1/endpoints/{model}";
    }

    private static async Task<IReadOnlyList<int>> PredictAsync(HttpClient client, string endpoint, int entities)
    {
        var ids = Enumerable.Range(0, entities).Select(entity => $"customer-{entity}").ToList();
        using var answer = await client.PostAsJsonAsync($"{endpoint}/predict", new { rows = ids.Select(_ => new { age = 30 }), entityIds = ids }, Token);
        answer.EnsureSuccessStatusCode();
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("predictions").EnumerateArray().Select(prediction => prediction.GetProperty("version").GetInt32())];
    }

    private Task<JsonElement> CompareAsync(string endpoint) => models.Server.Admin.GetFromJsonAsync<JsonElement>($"{endpoint}/shadows/1", Token);

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString();
}
