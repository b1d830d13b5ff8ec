using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Serving;

/// <summary>Batch predictions over HTTP, from the request to the file.</summary>
public sealed class BatchApiTests(ModelServer models) : IClassFixture<ModelServer>
{
    private const string Start = "/api/v1/models/churn/batch-predictions";
    private const string Rows = "age,income,plan,id\n30,2000,basic,a1\n61,900.5,family,=b2\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_CsvBody_AnswersAFileWithTheKeptColumnsAndTheAnswers()
    {
        using var client = await models.ClientOfAsync(models.Analyst);

        var batch = await EndAsync(client, await SendAsync(client, $"{Start}?keep=id&fileName=people.csv", Rows, "text/csv"));
        using var file = await client.GetAsync($"/api/v1/batch-predictions/{batch.GetProperty("id")}/content", Token);
        var lines = (await file.Content.ReadAsStringAsync(Token)).TrimEnd().Split('\n');

        Assert.Equal(("completed", "people.csv"), (batch.GetProperty("state").GetString(), batch.GetProperty("data").GetString()));
        Assert.Equal((2, 2), (batch.GetProperty("rows").GetInt32(), batch.GetProperty("scored").GetInt32()));
        var headers = file.Content.Headers;
        Assert.Equal(("text/csv", "people by churn v1.csv"), (headers.ContentType!.MediaType, headers.ContentDisposition!.FileNameStar));
        Assert.Equal("id,prediction,score,probability_No,probability_Yes", lines[0]);
        Assert.Equal(["a1", "\"'=b2\""], lines.Skip(1).Select(line => line.Split(',')[0]));
        Assert.Equal(["Yes", "No"], lines.Skip(1).Select(line => line.Split(',')[1]));
        Assert.StartsWith("0.7858", lines[1].Split(',')[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_JsonBodyIntoADataset_AddsAVersionByTheGivenModelVersion()
    {
        using var client = await models.ClientOfAsync(models.Analyst);

        var output = new { dataset = "scored" };
        var body = new { dataset = SampleModel.Dataset, version = 1, modelVersion = "2", keep = new[] { "plan" }, explain = true, output };
        var batch = await EndAsync(client, await SendAsync(client, Start, JsonSerializer.Serialize(body)));
        var version = await client.GetFromJsonAsync<JsonElement>("/api/v1/datasets/scored/versions/1", Token);
        using var content = await client.GetAsync($"/api/v1/batch-predictions/{batch.GetProperty("id")}/content", Token);

        Assert.Equal(2, batch.GetProperty("modelVersion").GetInt32());
        Assert.Equal(("scored", 1), (batch.GetProperty("resultDataset").GetString(), batch.GetProperty("resultVersion").GetInt32()));
        Assert.Equal(batch.GetProperty("rows").GetInt64(), version.GetProperty("rows").GetInt64());
        Assert.Equal(
            ["plan", "prediction", "score", "probability_No", "probability_Yes", "contribution_age", "contribution_income", "contribution_plan"],
            version.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("name").GetString()));
        Assert.Equal((HttpStatusCode.Conflict, "batch_in_dataset"), (content.StatusCode, await CodeAsync(content)));
    }

    [Fact]
    public async Task Start_ParquetOutput_CanBeScoredAgainAsAParquetBody()
    {
        using var client = await models.ClientOfAsync(models.Analyst);
        var first = await EndAsync(client, await SendAsync(client, $"{Start}?output=parquet", Rows, "text/csv"));
        var parquet = await client.GetByteArrayAsync($"/api/v1/batch-predictions/{first.GetProperty("id")}/content", Token);

        using var body = new ByteArrayContent(parquet);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.apache.parquet");
        using var answer = await client.PostAsync($"{Start}?keep=id&keep=age", body, Token);
        var second = await EndAsync(client, await IdAsync(answer));
        var lines = (await client.GetStringAsync($"/api/v1/batch-predictions/{second.GetProperty("id")}/content", Token)).Split('\n');

        Assert.Equal("id,age,prediction,score,probability_No,probability_Yes", lines[0]);
        Assert.StartsWith("a1,30,Yes,0.7858", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"dataset": "customers", "output": "excel"}""", 400, "output_unknown", "output")]
    [InlineData("""{"dataset": "customers", "output": {"dataset": "a", "more": 1}}""", 400, "output_unknown", "output")]
    [InlineData("""{"dataset": "customers", "kept": []}""", 400, "json_invalid", "kept")]
    [InlineData("""{"version": 1}""", 400, "dataset_missing", "dataset")]
    [InlineData("""{"dataset": "customers", "log": {"from": "2026-01-01T00:00:00Z"}}""", 400, "data_ambiguous", "log")]
    [InlineData("""{"log": {"to": "2026-01-01T00:00:00Z"}}""", 400, "json_invalid", null)]
    [InlineData("""{"log": {"from": "2026-01-02T00:00:00Z", "to": "2026-01-01T00:00:00Z"}}""", 422, "window_invalid", "log")]
    [InlineData("""{"log": {"endpoint": "nothing", "from": "2026-01-01T00:00:00Z"}}""", 404, "not_found", null)]
    [InlineData("null", 400, "json_invalid", null)]
    [InlineData("""{"dataset": "nothing"}""", 404, "not_found", null)]
    [InlineData("""{"dataset": "customers", "modelVersion": "99"}""", 404, "not_found", null)]
    [InlineData("""{"dataset": "customers", "keep": ["colour"]}""", 422, "keep_unknown", "colour")]
    [InlineData("""{"dataset": "customers", "output": {"dataset": "a/b"}}""", 422, "name_invalid", null)]
    public async Task Start_JsonBodyThatCannotBeScored_IsAProblemThatSaysWhy(string body, int status, string code, string? column)
    {
        using var client = await models.ClientOfAsync(models.Analyst);

        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(Start, content, Token);

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal((status, code), ((int)answer.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal(column, problem.TryGetProperty("column", out var where) ? where.GetString() : null);
    }

    [Fact]
    public async Task Start_FileThatDoesNotFit_FailsWithItsReason()
    {
        using var client = await models.ClientOfAsync(models.Analyst);

        var batch = await EndAsync(client, await SendAsync(client, Start, "age,plan\n30,basic\n", "text/csv"));
        using var content = await client.GetAsync($"/api/v1/batch-predictions/{batch.GetProperty("id")}/content", Token);

        Assert.Equal(("failed", "unknown_column"), (batch.GetProperty("state").GetString(), batch.GetProperty("reasonCode").GetString()));
        Assert.Contains("'income'", batch.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Conflict, "batch_incomplete"), (content.StatusCode, await CodeAsync(content)));
    }

    [Fact]
    public async Task Cancel_QueuedBatchPrediction_IsListedAsCancelled()
    {
        using var client = await models.ClientOfAsync(models.Analyst);
        var id = await new SampleBatches(models.Server.Services).PlantQueuedAsync(models.Analyst);

        using var answer = await client.PostAsync($"/api/v1/batch-predictions/{id}/cancel", null, Token);
        var list = await client.GetFromJsonAsync<JsonElement>("/api/v1/batch-predictions?model=churn&search=custom", Token);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var cancelled = list.GetProperty("items").EnumerateArray().Single(batch => batch.GetProperty("id").GetGuid() == id);
        Assert.Equal("cancelled", cancelled.GetProperty("state").GetString());
    }

    private static async Task<Guid> SendAsync(HttpClient client, string path, string body, string mediaType = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, mediaType);
        using var answer = await client.PostAsync(path, content, Token);
        return await IdAsync(answer);
    }

    private static async Task<Guid> IdAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, body.ToString());
        Assert.Equal($"/api/v1/batch-predictions/{body.GetProperty("id")}", answer.Headers.Location!.ToString());
        return body.GetProperty("id").GetGuid();
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString();

    private static async Task<JsonElement> EndAsync(HttpClient client, Guid id)
    {
        JsonElement batch = default;
        await Until.TrueAsync(
            async () =>
            {
                batch = await client.GetFromJsonAsync<JsonElement>($"/api/v1/batch-predictions/{id}", Token);
                return batch.GetProperty("state").GetString() is not ("queued" or "running");
            },
            Token);
        return batch;
    }
}
