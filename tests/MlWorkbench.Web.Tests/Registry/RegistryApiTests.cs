using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Registry;

public sealed class RegistryApiTests(ModelServer models) : IClassFixture<ModelServer>
{
    private readonly WorkbenchServer _server = models.Server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Two people register, request, approve, promote the next version and roll back, as the contract states.</summary>
    [Fact]
    public async Task Registry_FromRunToRollback_AnswersAsTheContractSays()
    {
        var anna = models.Analyst;
        using var analyst = await models.ClientOfAsync(anna);
        using var approver = await models.ClientOfAsync(models.Approver);
        var runs = new SampleRuns(_server.Services);

        var registered = await PostAsync(analyst, "models/leavers/versions", new { runId = await runs.PlantAsync(anna, new SampleRun()), description = "First" }, HttpStatusCode.Created);
        Assert.Equal(("leavers", 1), (registered.GetProperty("name").GetString(), registered.GetProperty("version").GetInt32()));

        var request = await PostAsync(analyst, "models/leavers/versions/1/transition-requests", new { stage = "Production", comment = "Go" }, HttpStatusCode.Created);
        var id = request.GetProperty("id").GetString();
        Assert.Equal("open", request.GetProperty("state").GetString());
        var gate = request.GetProperty("gates").EnumerateArray().Single(candidate => candidate.GetProperty("name").GetString() == "beatsBaseline");
        Assert.Equal((true, 0.8), (gate.GetProperty("passed").GetBoolean(), gate.GetProperty("value").GetDouble()));
        Assert.Equal("baseline_beaten", gate.GetProperty("code").GetString());
        Assert.StartsWith("ROC AUC is 0.800; the baseline", gate.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        // The baseline's 0.5, and two intervals of ±0.02 combined.
        Assert.Equal(0.5 + (0.02 * Math.Sqrt(2)), gate.GetProperty("threshold").GetDouble(), 10);

        var open = await GetAsync(approver, "transition-requests?state=open");
        Assert.Equal(id, Assert.Single(open.GetProperty("items").EnumerateArray()).GetProperty("id").GetString());
        await RefusedAsync(await analyst.PostAsJsonAsync($"/api/v1/transition-requests/{id}/approve", new { comment = "I like it" }, Token), HttpStatusCode.Forbidden, "forbidden");
        await PostAsync(approver, $"transition-requests/{id}/approve", new { comment = "Fine" }, HttpStatusCode.OK);
        await RefusedAsync(await approver.PostAsJsonAsync($"/api/v1/transition-requests/{id}/reject", new { comment = "No" }, Token), HttpStatusCode.Conflict, "already_decided");

        await PostAsync(analyst, "models/leavers/versions", new { runId = await runs.PlantAsync(anna, new SampleRun(Auc: 0.81)) }, HttpStatusCode.Created);
        var second = await PostAsync(approver, "models/leavers/versions/2/transition-requests", new { stage = "Production", comment = "Better" }, HttpStatusCode.Created);
        await RefusedAsync(await approver.PostAsJsonAsync($"/api/v1/transition-requests/{second.GetProperty("id").GetString()}/approve", new { comment = "Mine" }, Token), HttpStatusCode.Forbidden, "self_approval");
        await PostAsync(_server.Admin, $"transition-requests/{second.GetProperty("id").GetString()}/approve", new { comment = "Ok" }, HttpStatusCode.OK);

        Assert.Equal("Production", (await GetAsync(analyst, "models/leavers/versions/2")).GetProperty("version").GetProperty("stage").GetString());
        await RefusedAsync(await analyst.PostAsJsonAsync("/api/v1/models/leavers/rollback", new { comment = "Bad" }, Token), HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(1, (await PostAsync(approver, "models/leavers/rollback", new { comment = "Complaints" }, HttpStatusCode.OK)).GetProperty("version").GetInt32());

        var model = await GetAsync(analyst, "models/leavers");
        Assert.Equal(1, model.GetProperty("production").GetProperty("number").GetInt32());
        var history = await GetAsync(analyst, "models/leavers/history");
        Assert.Equal(5, history.GetArrayLength());
        Assert.Equal((1, "Production", true), (history[0].GetProperty("version").GetInt32(), history[0].GetProperty("stage").GetString(), history[0].GetProperty("rollback").GetBoolean()));
        var listed = (await GetAsync(analyst, "models?search=leav")).GetProperty("items");
        Assert.Equal(1, Assert.Single(listed.EnumerateArray()).GetProperty("productionVersion").GetInt32());

        Assert.Equal(HttpStatusCode.OK, (await analyst.PutAsJsonAsync("/api/v1/models/leavers/aliases/weekly", new { version = 2 }, Token)).StatusCode);
        Assert.Equal(2, (await GetAsync(analyst, "models/leavers/versions/weekly")).GetProperty("version").GetProperty("number").GetInt32());
    }

    /// <summary>An analyst cannot direct callers to an unapproved version, and an alias breaks nothing.</summary>
    [Fact]
    public async Task Aliases_SetProtectAndDelete_AnswerAsTheContractSays()
    {
        using var analyst = await models.ClientOfAsync(models.Analyst);
        await models.RegisterAsync("stayers", new SampleRun());
        var row = new { rows = new[] { new { age = 30 } } };

        await RefusedAsync(await analyst.PutAsJsonAsync("/api/v1/models/stayers/aliases/champion", new { version = 1 }, Token), HttpStatusCode.Conflict, "alias_protected");
        Assert.Equal(HttpStatusCode.OK, (await analyst.PutAsJsonAsync("/api/v1/models/stayers/aliases/weekly", new { version = 1 }, Token)).StatusCode);
        var model = await GetAsync(analyst, "models/stayers");
        Assert.Equal(1, model.GetProperty("aliases").GetProperty("weekly").GetInt32());
        Assert.Equal("champion", Assert.Single(model.GetProperty("protectedAliases").EnumerateArray()).GetString());
        Assert.Equal(1, (await PostAsync(analyst, "models/stayers/versions/weekly/predict", row, HttpStatusCode.OK)).GetProperty("version").GetInt32());
        Assert.Equal(1, (await PostAsync(analyst, "models/churn/versions/champion/predict", row, HttpStatusCode.OK)).GetProperty("version").GetInt32());

        await RefusedAsync(await analyst.PutAsync("/api/v1/models/stayers/protected-aliases/weekly", null, Token), HttpStatusCode.Forbidden, "forbidden");
        await RefusedAsync(await analyst.DeleteAsync("/api/v1/models/stayers/protected-aliases/champion", Token), HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(HttpStatusCode.NoContent, (await _server.Admin.PutAsync("/api/v1/models/stayers/protected-aliases/stable", null, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _server.Admin.DeleteAsync("/api/v1/models/stayers/protected-aliases/champion", Token)).StatusCode);
        Assert.Equal("stable", Assert.Single((await GetAsync(analyst, "models/stayers")).GetProperty("protectedAliases").EnumerateArray()).GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await analyst.DeleteAsync("/api/v1/models/stayers/aliases/weekly", Token)).StatusCode);
        await RefusedAsync(await analyst.DeleteAsync("/api/v1/models/stayers/aliases/weekly", Token), HttpStatusCode.NotFound, "not_found");
        await RefusedAsync(await analyst.GetAsync("/api/v1/models/stayers/versions/weekly", Token), HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Versions_List_PagesByKeyAndFiltersByStage()
    {
        for (var i = 0; i < 3; i++)
        {
            await models.RegisterAsync("movers", new SampleRun());
        }

        var first = await GetAsync(_server.Admin, "models/movers/versions?limit=2");
        await models.RegisterAsync("movers", new SampleRun());
        var second = await GetAsync(_server.Admin, $"models/movers/versions?limit=2&after={first.GetProperty("next").GetString()}");

        Assert.Equal([3, 2], first.GetProperty("items").EnumerateArray().Select(version => version.GetProperty("number").GetInt32()));
        Assert.Equal([1], second.GetProperty("items").EnumerateArray().Select(version => version.GetProperty("number").GetInt32()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal(1, (await GetAsync(_server.Admin, "models/churn/versions?stage=Production")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("GET", "models/nothing", null, 404)]
    [InlineData("GET", "models/nothing/history", null, 404)]
    [InlineData("GET", "models/nothing/versions/1", null, 404)]
    [InlineData("GET", "transition-requests/00000000-0000-0000-0000-000000000001", null, 404)]
    [InlineData("GET", "transition-requests?state=asleep", null, 400)]
    [InlineData("GET", "models/nothing/versions", null, 404)]
    [InlineData("GET", "models/churn/versions?limit=201", null, 400)]
    [InlineData("GET", "models/churn/versions?after=x", null, 400)]
    [InlineData("GET", "models/churn/versions?stage=Moon", null, 400)]
    [InlineData("PUT", "models/churn/protected-aliases/a%20b", null, 422)]
    [InlineData("GET", "models?limit=0", null, 400)]
    [InlineData("GET", "models?after=x", null, 400)]
    [InlineData("POST", "models/churn/versions", """{"runId": "no id"}""", 400)]
    [InlineData("POST", "models/churn/versions", "{", 400)]
    [InlineData("POST", "models/churn/versions", """{"runId": "00000000-0000-0000-0000-000000000001"}""", 404)]
    [InlineData("POST", "models/churn/versions/1/transition-requests", """{"stage": "Moon", "comment": "x"}""", 400)]
    [InlineData("POST", "models/churn/versions/1/transition-requests", """{"stage": "Production", "comment": ""}""", 422)]
    [InlineData("POST", "models/churn/rollback", """{"comment": "x"}""", 409)]
    [InlineData("POST", "models/nothing/rollback", """{"comment": "x"}""", 404)]
    [InlineData("POST", "models/churn/rollback", """{}""", 422)]
    public async Task Registry_RequestThatCannotBeDone_IsAProblemWithACode(string method, string path, string? body, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/{path}");
        request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await _server.Admin.SendAsync(request, Token);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.False(string.IsNullOrEmpty((await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString()));
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string path) =>
        await client.GetFromJsonAsync<JsonElement>($"/api/v1/{path}", Token);

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body, HttpStatusCode expected)
    {
        using var response = await client.PostAsJsonAsync($"/api/v1/{path}", body, Token);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.True(expected == response.StatusCode, $"{path}: {response.StatusCode} {answer}");
        return answer;
    }

    private static async Task RefusedAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        using (response)
        {
            Assert.Equal(status, response.StatusCode);
            Assert.Equal(code, (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString());
        }
    }
}
