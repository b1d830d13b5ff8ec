using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace MlWorkbench.Web.Tests.Experiments;

public sealed class ExperimentsApiTests(CreditServer credit) : IClassFixture<CreditServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Experiment_FromStartToModel_OverHttp()
    {
        var server = credit.Server;
        var experiments = new ExperimentClient(server.Admin);

        var id = await experiments.StartAsync(new { dataset = "credit", target = "Class", budgetSeconds = 3_000, maxRuns = 3, name = "Credit risk" });
        var ended = await experiments.WaitForEndAsync(id);

        Assert.Equal("completed", ended.GetProperty("state").GetString());
        Assert.Equal(1, ended.GetProperty("progress").GetDouble());
        var best = ended.GetProperty("bestRunId").GetGuid();
        var line = ExperimentClient.Runs(ended).Single(run => run.GetProperty("id").GetGuid() == best);
        Assert.Equal("auc", line.GetProperty("validation").GetProperty("metric").GetString());
        Assert.True(line.GetProperty("test").GetProperty("low").GetDouble() < line.GetProperty("test").GetProperty("high").GetDouble());

        var run = await server.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{best}", Cancellation);
        Assert.NotEmpty(run.GetProperty("test").GetProperty("roc").GetProperty("x").EnumerateArray());
        Assert.NotEmpty(run.GetProperty("importance").EnumerateArray());
        var segments = await server.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{best}/segments", Cancellation);
        Assert.All(segments.GetProperty("test").EnumerateArray(), segment => Assert.True(segment.GetProperty("rows").GetInt32() > 0));
        var explanation = await server.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{best}/explanations?row=1", Cancellation);
        Assert.Equal("Bad", explanation.GetProperty("actual").GetString());
        Assert.Equal(20, explanation.GetProperty("contributions").GetArrayLength());
        Assert.Equal("logOdds", explanation.GetProperty("space").GetString());
        var (score, moved) = (explanation.GetProperty("score").GetDouble(), explanation.GetProperty("contributions").EnumerateArray().Sum(column => column.GetProperty("contribution").GetDouble()));
        Assert.Equal(Math.Log(score / (1 - score)), explanation.GetProperty("baseValue").GetDouble() + moved, 1e-9);

        using var package = await server.Admin.GetAsync($"/api/v1/runs/{best}/model", Cancellation);
        Assert.Equal("application/zip", package.Content.Headers.ContentType!.MediaType);
        Assert.Equal("PK"u8.ToArray(), (await package.Content.ReadAsByteArrayAsync(Cancellation))[..2]);

        var completed = ExperimentClient.CompletedRuns(ended).Select(pair => pair.Id).ToList();
        var comparison = await server.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/runs/compare?ids={string.Join(',', completed)}&base={completed[^1]}", Cancellation);
        Assert.Equal(completed.Count, comparison.GetProperty("runs").GetArrayLength());
        Assert.Equal(completed[^1], comparison.GetProperty("baseId").GetGuid());

        var list = await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/experiments?state=completed&search=risk", Cancellation);
        Assert.Equal(1, list.GetProperty("total").GetInt32());
        using var late = await server.Admin.PostAsync($"/api/v1/experiments/{id}/cancel", null, Cancellation);
        Assert.Equal((HttpStatusCode.Conflict, "experiment_ended"), (late.StatusCode, await CodeOf(late)));
    }

    [Theory]
    [InlineData("""{"dataset":"credit","target":"Klass"}""", 422, "unknown_column")]
    [InlineData("""{"dataset":"credit","target":"Class","task":"forecast"}""", 422, "task_unknown")]
    [InlineData("""{"dataset":"credit","target":"Class","task":"regression"}""", 422, "target_not_numeric")]
    [InlineData("""{"dataset":"credit","target":"Class","recipe":"mine"}""", 422, "recipe_unknown")]
    [InlineData("""{"dataset":"credit","target":"Class","budgetSeconds":-1}""", 422, "budget_out_of_range")]
    [InlineData("""{"dataset":"credit","target":"Class","exclude":["Age","nothing"]}""", 422, "unknown_column")]
    [InlineData("""{"dataset":"credit"}""", 400, "target_missing")]
    [InlineData("""{"target":"Class"}""", 400, "dataset_missing")]
    [InlineData("""{"dataset":"credit","target":"Class","budget":60}""", 400, "json_invalid")]
    [InlineData("""{"dataset":"credit","target":"Class","budgetSeconds":"a minute"}""", 400, "json_invalid")]
    [InlineData("""{"dataset":"credit","target":""", 400, "json_invalid")]
    [InlineData("""{"dataset":"nothing","target":"Class"}""", 404, "not_found")]
    [InlineData("""{"dataset":"credit","version":9,"target":"Class"}""", 404, "not_found")]
    public async Task Start_Unusable_IsRefusedAndLeavesNothing(string body, int status, string code)
    {
        var server = credit.Server;
        var before = await CountAsync(server.Admin);

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await server.Admin.PostAsync("/api/v1/experiments", content, Cancellation);

        Assert.Equal((status, code), ((int)response.StatusCode, await CodeOf(response)));
        Assert.Equal(before, await CountAsync(server.Admin));
    }

    [Fact]
    public async Task Experiments_WithoutTokenOrUnknown_Are401And404()
    {
        var server = credit.Server;
        using var stranger = server.CreateClient();

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/v1/experiments", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync($"/api/v1/runs/{Guid.NewGuid()}/model", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Admin.GetAsync($"/api/v1/experiments/{Guid.NewGuid()}", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Admin.GetAsync($"/api/v1/runs/{Guid.NewGuid()}", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Admin.GetAsync($"/api/v1/runs/compare?ids={Guid.NewGuid()},{Guid.NewGuid()}", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await server.Admin.GetAsync($"/api/v1/runs/compare?ids={Guid.NewGuid()}", Cancellation)).StatusCode);
    }

    private static async Task<int> CountAsync(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("/api/v1/experiments", Cancellation)).GetProperty("total").GetInt32();

    private static async Task<string?> CodeOf(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
