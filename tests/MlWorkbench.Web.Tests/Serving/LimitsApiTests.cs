using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using MlWorkbench.Testing;
using MlWorkbench.Web.Serving.Protocols.OpenInference.Wire;
using MlWorkbench.Web.Tests.Serving.Protocols;

namespace MlWorkbench.Web.Tests.Serving;

/// <summary>Limits of an endpoint in the form of each protocol. A call beyond the rate is repeated until it meets the limit, so that no speed is assumed.</summary>
public sealed class LimitsApiTests(GrpcModelServer grpc) : IClassFixture<GrpcModelServer>
{
    private const string Row = """{"age": 30, "income": 2000, "plan": "basic"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ModelServer Models => grpc.Models;

    [Fact]
    public async Task Limits_Replaced_AreReadBack()
    {
        await CreateAsync("read", new { rows = 5, rate = new { requests = 10, per = "minute" }, timeoutSeconds = 2.5 });
        using var viewer = await Models.ClientOfAsync(Models.Viewer);

        Assert.Equal(
            """{"rows":5,"explainedRows":5,"historyRows":10000,"rate":{"requests":10,"per":"minute"},"timeoutSeconds":2.5}""",
            await LimitsAsync(viewer, "read"));

        using var removed = await Models.Server.Admin.PutAsJsonAsync("/api/v1/endpoints/read/limits", new { }, Token);
        Assert.Equal("""{"rows":10000,"explainedRows":500,"historyRows":10000}""", await removed.Content.ReadAsStringAsync(Token));
        Assert.Equal("""{"rows":10000,"explainedRows":500,"historyRows":10000}""", await LimitsAsync(viewer, "read"));
    }

    [Theory]
    [InlineData("""{"rows": 0}""", HttpStatusCode.UnprocessableEntity, "limits_invalid")]
    [InlineData("""{"rate": {"requests": 5}}""", HttpStatusCode.BadRequest, "json_invalid")]
    [InlineData("""{"rate": {"requests": 5, "per": "day"}}""", HttpStatusCode.BadRequest, "json_invalid")]
    [InlineData("""{"timeoutSeconds": 1e9}""", HttpStatusCode.UnprocessableEntity, "limits_invalid")]
    public async Task Limits_BodyThatCannotBeUsed_IsRefused(string body, HttpStatusCode status, string code)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var refused = await Models.Server.Admin.PutAsync("/api/v1/endpoints/churn/limits", content, Token);

        Assert.Equal(status, refused.StatusCode);
        Assert.Equal(code, (await refused.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Rate_Exceeded_AnswersInTheFormOfEachProtocol()
    {
        await CreateAsync("rare", new { rate = new { requests = 1, per = "minute" } });
        using var client = await Models.ClientOfAsync(Models.Analyst);

        using var json = await RefusedAsync(client, "/api/v1/endpoints/rare/predict", "application/json", $$"""{"rows": [{{Row}}]}""");
        Assert.Equal("rate_exceeded", (await json.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString());
        Assert.InRange(json.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);

        using var mlflow = await RefusedAsync(client, "/api/v1/endpoints/rare/invocations", "application/json", $$"""{"dataframe_records": [{{Row}}]}""");
        Assert.Equal("REQUEST_LIMIT_EXCEEDED", (await mlflow.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("error_code").GetString());

        using var inference = await RefusedAsync(client, "/v2/models/rare/infer", "application/json",
            """{"inputs": [{"name": "x", "shape": [1, 3], "datatype": "BYTES", "data": ["32", "1", "basic"]}]}""");
        Assert.Contains("1 call per minute", (await inference.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("error").GetString(), StringComparison.Ordinal);

        var line = "";
        await Until.TrueAsync(async () =>
        {
            using var answer = await PostAsync(client, "/api/v1/endpoints/rare/predict-stream", "application/x-ndjson", Row);
            line = await answer.Content.ReadAsStringAsync(Token);
            return line.StartsWith("""{"error":""", StringComparison.Ordinal);
        }, Token);
        Assert.Contains("\"rate_exceeded\"", line, StringComparison.Ordinal);

        RpcException? call = null;
        await Until.TrueAsync(async () =>
        {
            call = await Record.ExceptionAsync(() => grpc.Client.InferAsync(OneRow("rare"), new Metadata { { "authorization", client.DefaultRequestHeaders.Authorization!.ToString() } }))
                as RpcException;
            return call is not null;
        }, Token);
        Assert.Equal(StatusCode.ResourceExhausted, call!.StatusCode);
        Assert.NotNull(call.Trailers.GetValue("grpc-retry-pushback-ms"));
    }

    [Fact]
    public async Task Timeout_ManyRowsInTooLittleTime_Answers504()
    {
        await CreateAsync("hasty", new { timeoutSeconds = 0.01 });
        using var client = await Models.ClientOfAsync(Models.Analyst);
        var body = $$"""{"rows": [{{string.Join(',', Enumerable.Repeat(Row, 10_000))}}]}""";

        using var late = await RefusedAsync(client, "/api/v1/endpoints/hasty/predict", "application/json", body, HttpStatusCode.GatewayTimeout);

        Assert.Equal("call_timeout", (await late.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Stream_EndpointOfFewRows_AnswersEveryLine()
    {
        await CreateAsync("narrow", new { rows = 1 });
        using var client = await Models.ClientOfAsync(Models.Analyst);

        using var answer = await PostAsync(client, "/api/v1/endpoints/narrow/predict-stream", "application/x-ndjson", $"{Row}\n{Row}\n{Row}\n");

        var lines = (await answer.Content.ReadAsStringAsync(Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.Contains("\"score\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Why_LoggedPrediction_ExplainsItOfItsOwnEndpointOnly()
    {
        await CreateAsync("explained", new { });
        using var client = await Models.ClientOfAsync(Models.Analyst);
        (await PostAsync(client, "/api/v1/endpoints/explained/predict", "application/json", $$"""{"rows": [{{Row}}]}""")).EnsureSuccessStatusCode();
        JsonElement[] logged = [];
        await Until.TrueAsync(async () =>
        {
            logged = [.. (await client.GetFromJsonAsync<JsonElement>("/api/v1/endpoints/explained/predictions", Token)).GetProperty("items").EnumerateArray()];
            return logged.Length == 1;
        }, Token);
        var id = logged[0].GetProperty("id").GetString();

        var reason = await client.GetFromJsonAsync<JsonElement>($"/api/v1/endpoints/explained/predictions/{id}/why", Token);

        Assert.Equal((1, "Yes", "logOdds"), (reason.GetProperty("version").GetInt32(), reason.GetProperty("explained").GetString(), reason.GetProperty("space").GetString()));
        Assert.Equal("age", reason.GetProperty("contributions").EnumerateObject().First().Name);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/endpoints/churn/predictions/{id}/why", Token)).StatusCode);
        Assert.Empty((await client.GetFromJsonAsync<JsonElement>("/api/v1/endpoints/explained/predictions?flag=none", Token)).GetProperty("items").EnumerateArray());
    }

    private static async Task<string> LimitsAsync(HttpClient client, string endpoint) =>
        (await client.GetFromJsonAsync<JsonElement>($"/api/v1/endpoints/{endpoint}", Token)).GetProperty("limits").GetRawText();

    private async Task CreateAsync(string endpoint, object limits)
    {
        (await Models.Server.Admin.PostAsJsonAsync("/api/v1/endpoints", new { name = endpoint, model = "churn" }, Token)).EnsureSuccessStatusCode();
        (await Models.Server.Admin.PutAsJsonAsync($"/api/v1/endpoints/{endpoint}/limits", limits, Token)).EnsureSuccessStatusCode();
    }

    /// <summary>Repeats the call until it is refused.</summary>
    private static async Task<HttpResponseMessage> RefusedAsync(
        HttpClient client, string path, string type, string body, HttpStatusCode status = HttpStatusCode.TooManyRequests)
    {
        HttpResponseMessage? refused = null;
        await Until.TrueAsync(async () => (refused = await PostAsync(client, path, type, body)).StatusCode == status, Token);
        return refused!;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string type, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        return await client.PostAsync(path, content, Token);
    }

    private static ModelInferRequest OneRow(string model) => new()
    {
        ModelName = model,
        Inputs =
        {
            new ModelInferRequest.Types.InferInputTensor
            {
                Name = "x",
                Datatype = "BYTES",
                Shape = { 1, 3 },
                Contents = new InferTensorContents { BytesContents = { new[] { "34", "1", "basic" }.Select(ByteString.CopyFromUtf8) } },
            },
        },
    };
}
