using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Serving.Protocols;

public sealed class OpenInferenceApiTests(ModelServer models) : IClassFixture<ModelServer>
{
    private const string Infer = "/v2/models/churn/infer";

    private const string Columns = """
        {"name": "age", "shape": [2], "datatype": "INT64", "data": [30, 60]},
        {"name": "income", "shape": [2, 1], "datatype": "FP64", "data": [[2000], [null]]},
        {"name": "plan", "shape": [2], "datatype": "BYTES", "parameters": {"content_type": "str"}, "data": ["basic", "plus"]}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_WithoutToken_AnswersLiveAndReady()
    {
        using var nobody = models.Server.CreateClient();

        Assert.Equal("""{"live":true}""", await nobody.GetStringAsync("/v2/health/live", Token));
        Assert.Equal("""{"ready":true}""", await nobody.GetStringAsync("/v2/health/ready", Token));
    }

    [Fact]
    public async Task Metadata_OfServerAndModel_NamesInputsAndOutputs()
    {
        using var client = await models.ClientOfAsync(models.Analyst);

        var server = await client.GetFromJsonAsync<JsonElement>("/v2", Token);
        var model = await client.GetFromJsonAsync<JsonElement>("/v2/models/churn", Token);

        Assert.Equal(["name", "version", "extensions"], server.EnumerateObject().Select(property => property.Name));
        Assert.Equal("1", Assert.Single(model.GetProperty("versions").EnumerateArray()).GetString());
        Assert.Equal(
            ["age INT64 [-1]", "income FP64 [-1]", "plan BYTES [-1]"],
            model.GetProperty("inputs").EnumerateArray().Select(Describe));
        Assert.Equal(
            ["label BYTES [-1]", "score FP64 [-1]", "probabilities FP64 [-1,2]"],
            model.GetProperty("outputs").EnumerateArray().Select(Describe));
        Assert.Equal("""{"name":"churn","ready":true}""", await client.GetStringAsync("/v2/models/churn/versions/2/ready", Token));
    }

    [Fact]
    public async Task Infer_OneInputPerColumn_AnswersLabelsScoresAndProbabilities()
    {
        var answer = await AnswerAsync(Infer, $$"""{"id": "42", "model_name": "churn", "parameters": {"binary_data_output": true}, "inputs": [{{Columns}}]}""");

        Assert.Equal(("churn", "1", "42"), (Text(answer, "model_name"), Text(answer, "model_version"), Text(answer, "id")));
        var outputs = answer.GetProperty("outputs");
        Assert.Equal(["label", "score", "probabilities"], outputs.EnumerateArray().Select(output => Text(output, "name")));
        Assert.Equal("""["Yes","No"]""", outputs[0].GetProperty("data").GetRawText());
        Assert.Equal(0.7858, outputs[1].GetProperty("data")[0].GetDouble(), 4);
        Assert.Equal("[2,2]", outputs[2].GetProperty("shape").GetRawText());
        Assert.Equal(outputs[1].GetProperty("data")[0].GetDouble(), outputs[2].GetProperty("data")[1].GetDouble());
    }

    [Theory]
    [InlineData("""{"name": "x", "shape": [2, 3], "datatype": "BYTES", "data": [["30", "2000", "basic"], ["60", "", "plus"]]}""")]
    [InlineData("""{"name": "x", "shape": [2, 3], "datatype": "BYTES", "data": ["30", "2000", "basic", "60", null, "plus"]}""")]
    public async Task Infer_Matrix_IsReadRowAfterRowInTheOrderOfTheColumns(string input)
    {
        var answer = await AnswerAsync(Infer, $$"""{"inputs": [{{input}}], "outputs": [{"name": "score"}]}""");

        var scores = Assert.Single(answer.GetProperty("outputs").EnumerateArray()).GetProperty("data");
        Assert.Equal(0.7858, scores[0].GetDouble(), 4);
        Assert.Equal(2, scores.GetArrayLength());
        Assert.False(answer.TryGetProperty("id", out _));
    }

    [Fact]
    public async Task Infer_BinaryTensorsWithoutContentType_AreReadInOrder()
    {
        var json = Encoding.UTF8.GetBytes("""
            {"inputs": [{"name": "age", "shape": [1], "datatype": "UINT8", "parameters": {"binary_data_size": 1}},
             {"name": "income", "shape": [1], "datatype": "FP16", "parameters": {"binary_data_size": 2}},
             {"name": "plan", "shape": [1], "datatype": "BYTES", "parameters": {"binary_data_size": 9}}]}
            """);

        using var answer = await PostAsync(Infer, [.. json, 30, .. BitConverter.GetBytes((Half)2_000), 5, 0, 0, 0, .. "basic"u8], json.Length);

        var outputs = (await ReadAsync(answer)).GetProperty("outputs");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0.7858, outputs[1].GetProperty("data")[0].GetDouble(), 4);
    }

    [Theory]
    [InlineData("-1", "'-1'")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("99999999999999999999", "not a length")]
    [InlineData("12", "cannot be read")]
    public async Task Infer_DeclaredLengthOfTheJson_IsNotBelieved(string length, string reason)
    {
        using var client = await models.ClientOfAsync(models.Analyst);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"inputs": [], "id": "1"}"""));
        content.Headers.Add("Inference-Header-Content-Length", length);

        using var answer = await client.PostAsync(Infer, content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, Text(await ReadAsync(answer), "error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000_000_000_000, "1000000000000 bytes")]
    [InlineData(-1, "-1 bytes")]
    [InlineData(2, "3 bytes more")]
    [InlineData(5, "shape [1] with 8 bytes each")]
    public async Task Infer_DeclaredSizeOfATensor_IsNotBelieved(long size, string reason)
    {
        var (rows, type) = size == 2 ? (2, "UINT8") : (1, "INT64");
        var json = Encoding.UTF8.GetBytes(
            $$"""{"inputs": [{"name": "age", "shape": [{{rows}}], "datatype": "{{type}}", "parameters": {"binary_data_size": {{size}} } }]}""");

        using var answer = await PostAsync(Infer, [.. json, 1, 2, 3, 4, 5], json.Length);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, Text(await ReadAsync(answer), "error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("[]", "'inputs'")]
    [InlineData("""{"inputs": 1}""", "'inputs'")]
    [InlineData("""{"inputs": [1]}""", "must be an object")]
    [InlineData("""{"inputs": []}""", "no inputs")]
    [InlineData("""{"inputs": [{"shape": [1], "datatype": "INT64", "data": [1]}]}""", "no name")]
    [InlineData("""{"inputs": [{"name": "age", "datatype": "INT64", "data": [1]}]}""", "no shape")]
    [InlineData("""{"inputs": [{"name": "age", "shape": ["1"], "datatype": "INT64", "data": [1]}]}""", "whole number")]
    [InlineData("""{"inputs": [{"name": "age", "shape": [1], "datatype": "int64", "data": [1]}]}""", "datatype")]
    [InlineData("""{"inputs": [{"name": "age", "shape": [1], "datatype": "INT64"}]}""", "no data")]
    [InlineData("""{"inputs": [{"name": "age", "shape": [3], "datatype": "INT64", "data": [1, 2]}]}""", "2 elements")]
    [InlineData("""{"inputs": [{"name": "age", "shape": [1, 1, 1], "datatype": "INT64", "data": [1]}]}""", "3 dimensions")]
    [InlineData("""{"inputs": [{"name": "age", "shape": [4294967296, 4294967296], "datatype": "INT64", "data": []}]}""", "product")]
    [InlineData("""{"inputs": [{"name": "age", "shape": [2147483647, 2147483647], "datatype": "INT64", "data": []}]}""", "product")]
    [InlineData("""{"inputs": [{"name": "age", "shape": [-1], "datatype": "INT64", "data": [1]}]}""", "0 or more")]
    [InlineData("""{"inputs": [{"name": "x", "shape": [2147483647, 0], "datatype": "INT64", "data": []}]}""", "0 columns")]
    [InlineData("""{"inputs": [{"name": "x", "shape": [2, 2], "datatype": "INT64", "data": [[1, 2], [3]]}]}""", "nested")]
    [InlineData("""{"inputs": [{"name": "x", "shape": [1, 2], "datatype": "INT64", "data": [1, 2]}]}""", "2 columns")]
    [InlineData("""{"inputs": [{"name": "age", "shape": [1], "datatype": "INT64", "data": [1.5]}]}""", "not INT64")]
    [InlineData("""{"inputs": [{"name": "age", "shape": [1], "datatype": "UINT8", "data": [256]}]}""", "not UINT8")]
    [InlineData("""{"inputs": [{"name": "age", "shape": [1], "datatype": "FP32", "data": ["1"]}]}""", "not FP32")]
    [InlineData("""{"inputs": [{"name": "age", "shape": [1], "datatype": "BYTES", "data": [1]}]}""", "not BYTES")]
    [InlineData("""{"inputs": [{"name": "height", "shape": [1], "datatype": "INT64", "data": [1]}]}""", "not a column")]
    [InlineData("""{"inputs": [{"name": "age", "shape": [1], "datatype": "INT64", "data": [1]}]}""", "'income', 'plan'")]
    public async Task Infer_RequestThatCannotBeRead_IsAnErrorOfTheProtocol(string body, string reason)
    {
        using var answer = await PostAsync(Infer, Encoding.UTF8.GetBytes(body), jsonLength: null);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = await ReadAsync(answer);
        Assert.Equal(["error"], error.EnumerateObject().Select(property => property.Name));
        Assert.Contains(reason, Text(error, "error"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name": "age", "shape": [2], "datatype": "INT64", "data": [30, 60]}""", "twice")]
    [InlineData("""{"name": "x", "shape": [3], "datatype": "INT64", "data": [30, 60, 1]}""", "not a column")]
    public async Task Infer_OneInputMore_IsRefused(string input, string reason)
    {
        using var answer = await PostAsync(Infer, Encoding.UTF8.GetBytes($$"""{"inputs": [{{Columns}}, {{input}}]}"""), jsonLength: null);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, Text(await ReadAsync(answer), "error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infer_TextForANumberOrUnknownOutput_IsRefused()
    {
        var wrongType = Columns.Replace("\"INT64\", \"data\": [30, 60]", "\"BYTES\", \"data\": [\"30\", \"old\"]", StringComparison.Ordinal);
        using var type = await PostAsync(Infer, Encoding.UTF8.GetBytes($$"""{"inputs": [{{wrongType}}]}"""), jsonLength: null);
        using var output = await PostAsync(Infer, Encoding.UTF8.GetBytes($$"""{"inputs": [{{Columns}}], "outputs": [{"name": "logits"}]}"""), jsonLength: null);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (type.StatusCode, output.StatusCode));
        Assert.Contains("Row 2", Text(await ReadAsync(type), "error"), StringComparison.Ordinal);
        Assert.Contains("label, score, probabilities", Text(await ReadAsync(output), "error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infer_MoreRowsThanAllowed_Answers413()
    {
        var rows = string.Join(',', Enumerable.Repeat("\"1\",\"1\",\"basic\"", 10_001));

        var body = $$"""{"inputs": [{"name": "x", "shape": [10001, 3], "datatype": "BYTES", "data": [{{rows}}]}]}""";
        using var answer = await PostAsync(Infer, Encoding.UTF8.GetBytes(body), jsonLength: null);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("10000 rows", Text(await ReadAsync(answer), "error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Infer_RegressionModel_AnswersOnlyScores()
    {
        await models.RegisterAsync("spend", new SampleRun(Package: SamplePackage.Regression()));

        var answer = await AnswerAsync("/v2/models/spend/versions/1/infer", $$"""{"inputs": [{{Columns}}]}""");

        Assert.Equal(["score"], answer.GetProperty("outputs").EnumerateArray().Select(output => Text(output, "name")));
    }

    [Fact]
    public async Task Infer_WithoutTokenRightModelOrProduction_AnswersTheProtocolsErrors()
    {
        await models.RegisterAsync("shelved", new SampleRun());
        using var nobody = models.Server.CreateClient();
        using var viewer = await models.ClientOfAsync(models.Viewer);
        using var analyst = await models.ClientOfAsync(models.Analyst);

        Assert.Equal(HttpStatusCode.Unauthorized, await RefuseAsync(nobody, Infer));
        Assert.Equal(HttpStatusCode.Forbidden, await RefuseAsync(viewer, Infer));
        Assert.Equal(HttpStatusCode.NotFound, await RefuseAsync(analyst, "/v2/models/nothing/infer"));
        Assert.Equal(HttpStatusCode.NotFound, await RefuseAsync(analyst, "/v2/models/churn/versions/99/infer"));
        Assert.Equal(HttpStatusCode.NotFound, await RefuseAsync(analyst, "/v2/nothing"));
        Assert.Equal(HttpStatusCode.NotFound, await RefuseAsync(analyst, "/api/v1/projects/secret/v2/models/churn/infer"));
        Assert.Equal(HttpStatusCode.Conflict, await RefuseAsync(analyst, "/v2/models/shelved/infer"));
    }

    [Fact]
    public async Task Infer_TokenWithOnlyTheScopePredict_IsAnsweredAsWellAsTheMetadata()
    {
        var scopes = new HashSet<Permission> { Permission.Predict };
        var issued = await models.Server.Services.GetRequiredService<ApiTokens>().IssueAsync(models.Analyst, new TokenOrder("predict only", scopes), Token);
        using var client = models.Server.CreateClient(issued.Token);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"inputs": [{{Columns}}]}"""));

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v2/models/churn", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync(Infer, content, Token)).StatusCode);
    }

    [Fact]
    public async Task Infer_CompressedBody_Answers415()
    {
        using var client = await models.ClientOfAsync(models.Analyst);
        using var content = new ByteArrayContent([1, 2, 3]);
        content.Headers.ContentEncoding.Add("gzip");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await client.PostAsync(Infer, content, Token)).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/projects/default")]
    [InlineData("/p/default")]
    public async Task Infer_InAProject_AnswersItsModels(string project)
    {
        var answer = await AnswerAsync(project + Infer, $$"""{"inputs": [{{Columns}}]}""");

        Assert.Equal("churn", Text(answer, "model_name"));
    }

    [Fact]
    public async Task Infer_WhileTheServerStops_Answers503()
    {
        await using var stopping = new ModelServer();
        await stopping.InitializeAsync();
        stopping.Server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        using var ready = await stopping.Server.Admin.GetAsync("/v2/health/ready", Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("""{"ready":false}""", await ready.Content.ReadAsStringAsync(Token));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await RefuseAsync(stopping.Server.Admin, Infer));
    }

    private static async Task<HttpStatusCode> RefuseAsync(HttpClient client, string path)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes($$"""{"inputs": [{{Columns}}]}"""));
        using var answer = await client.PostAsync(path, content, Token);
        Assert.NotEmpty(Text(await ReadAsync(answer), "error"));
        return answer.StatusCode;
    }

    private static string Describe(JsonElement tensor) => $"{Text(tensor, "name")} {Text(tensor, "datatype")} {tensor.GetProperty("shape")}";

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) =>
        JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(Token));

    private async Task<JsonElement> AnswerAsync(string path, string body)
    {
        using var answer = await PostAsync(path, Encoding.UTF8.GetBytes(body), jsonLength: null);
        var json = await ReadAsync(answer);
        Assert.True(answer.IsSuccessStatusCode, json.ToString());
        return json;
    }

    /// <summary>Sends no Content-Type, as Triton's client does.</summary>
    private async Task<HttpResponseMessage> PostAsync(string path, byte[] body, int? jsonLength)
    {
        using var client = await models.ClientOfAsync(models.Analyst);
        using var content = new ByteArrayContent(body);
        if (jsonLength is { } length)
        {
            content.Headers.Add("Inference-Header-Content-Length", length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return await client.PostAsync(path, content, Token);
    }
}
