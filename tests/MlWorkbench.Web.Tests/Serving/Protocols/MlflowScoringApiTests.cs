using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Serving.Protocols;

public sealed class MlflowScoringApiTests(ModelServer models) : IClassFixture<ModelServer>
{
    private const string Path = "/api/v1/models/churn/invocations";
    private const string Json = "application/json";

    private const string Split = """
        {"dataframe_split": {"columns": ["age", "income", "plan"], "index": [0, 1], "data": [[30, 2000, "basic"], [60, NaN, "plus"]]}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Split)]
    [InlineData("""{"dataframe_split": {"columns": ["plan", "more", "income", "age"], "data": [["basic", 1, 2000, 30], ["plus", 1, 1, 60]]}, "params": {}}""")]
    [InlineData("""{"dataframe_records": [{"age": 30, "income": 2000, "plan": "basic", "more": "NaN \" NaN"}, {"age": 60, "plan": "plus"}]}""")]
    [InlineData("""{"instances": [{"age": 30, "income": 2000, "plan": "basic"}, {"age": 60, "income": 1, "plan": "plus"}]}""")]
    [InlineData("""{"instances": [[30, 2000, "basic"], [60, null, "plus"]]}""")]
    [InlineData("""{"inputs": {"age": [30, 60], "income": [[2000], [1]], "plan": ["basic", "plus"]}}""")]
    [InlineData("""{"inputs": [[30, 2000, "basic"], [60, 1, "plus"]]}""")]
    public async Task Invocations_EveryFormOfJson_AnswersLabels(string body) =>
        Assert.Equal("""{"predictions":["Yes","No"]}""", await AnswerAsync(Path, body, Json));

    [Theory]
    [InlineData("text/csv")]
    [InlineData("text/csv; charset=UTF-8")]
    public async Task Invocations_Csv_AnswersLabels(string type) =>
        Assert.Equal("""{"predictions":["Yes","No"]}""", await AnswerAsync(Path, "plan,income,age,more\r\n\"basic\",2000,30,x\r\nplus,,60,y\r\n", type));

    [Fact]
    public async Task Invocations_OfAnEndpointAndAProject_AnswerTheSame()
    {
        Assert.Equal("""{"predictions":["Yes","No"]}""", await AnswerAsync("/api/v1/endpoints/churn/invocations", Split, Json));
        Assert.Equal("""{"predictions":["Yes","No"]}""", await AnswerAsync("/api/v1/projects/default/models/churn/invocations", Split, Json));
    }

    [Fact]
    public async Task Invocations_RegressionModel_AnswersNumbers()
    {
        await models.ProduceAsync("spend", new SampleRun(Package: SamplePackage.Regression()));

        var answer = JsonElement.Parse(await AnswerAsync("/api/v1/models/spend/invocations", """{"inputs": [[47, 1, "family"], [64, 1, "plus"]]}""", Json));

        Assert.Equal([150, 120], answer.GetProperty("predictions").EnumerateArray().Select(number => Math.Round(number.GetDouble(), 9)));
    }

    [Theory]
    [InlineData("[1]", "BAD_REQUEST", "exactly one of the input fields")]
    [InlineData("{}", "BAD_REQUEST", "Received dictionary with input fields: []")]
    [InlineData("""{"inputs": [], "instances": []}""", "BAD_REQUEST", "['inputs', 'instances']")]
    [InlineData("""{"rows": []}""", "BAD_REQUEST", "['rows']")]
    [InlineData("""{"inputs": """, "BAD_REQUEST", "cannot be read")]
    [InlineData("""{"inputs": Infinity}""", "BAD_REQUEST", "cannot be read")]
    [InlineData("""{"inputs": 1}""", "BAD_REQUEST", "array of rows")]
    [InlineData("""{"inputs": [[1, 2]]}""", "BAD_REQUEST", "3 values")]
    [InlineData("""{"inputs": {"age": [1], "income": [1, 2], "plan": ["basic"]}}""", "BAD_REQUEST", "'income'")]
    [InlineData("""{"inputs": {"age": 1, "income": 1, "plan": 1}}""", "BAD_REQUEST", "'age'")]
    [InlineData("""{"dataframe_split": {"columns": ["age"]}}""", "BAD_REQUEST", "'data'")]
    [InlineData("""{"dataframe_split": {"columns": ["age", "age"], "data": []}}""", "BAD_REQUEST", "twice")]
    [InlineData("""{"dataframe_split": {"columns": ["age", "income", "plan"], "data": [[1, 2]]}}""", "BAD_REQUEST", "Row 1")]
    [InlineData("""{"dataframe_records": [{"age": 1, "income": 1, "plan": "plus"}, 1]}""", "BAD_REQUEST", "Row 2")]
    [InlineData("""{"dataframe_records": {"age": 1}}""", "BAD_REQUEST", "array of objects")]
    [InlineData("""{"dataframe_records": [{"age": 1}]}""", "INVALID_PARAMETER_VALUE", "Model is missing inputs ['income', 'plan']")]
    [InlineData("""{"dataframe_split": {"columns": ["age", "plan"], "data": [[1, "plus"]]}}""", "INVALID_PARAMETER_VALUE", "missing inputs ['income']")]
    [InlineData("""{"inputs": [[30, 1, "basic"], ["old", 1, "basic"]]}""", "INVALID_PARAMETER_VALUE", "Row 2")]
    [InlineData("""{"inputs": [[[30], 1, "basic"]]}""", "INVALID_PARAMETER_VALUE", "'age'")]
    [InlineData("""{"inputs": []}""", "INVALID_PARAMETER_VALUE", "at least one row")]
    public async Task Invocations_InputThatCannotBeScored_IsAnErrorOfMlflow(string body, string code, string reason)
    {
        using var answer = await PostAsync(Path, body, Json);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal(code, error.GetProperty("error_code").GetString());
        Assert.Contains(reason, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("age,income\n1,2\n", "'plan'")]
    [InlineData("age,income,plan\nold,1,basic\n", "age")]
    [InlineData("", "")]
    public async Task Invocations_CsvThatCannotBeScored_IsAnErrorOfMlflow(string body, string reason)
    {
        using var answer = await PostAsync(Path, body, "text/csv");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("INVALID_PARAMETER_VALUE", error.GetProperty("error_code").GetString());
        Assert.Contains(reason, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/x-parquet")]
    [InlineData("application/json; charset=latin1")]
    [InlineData("application/json; format=pandas-split")]
    [InlineData(null)]
    public async Task Invocations_OtherContentType_Answers415InPlainText(string? type)
    {
        using var answer = await PostAsync(Path, Split, type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("This predictor only supports the following content types", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invocations_WithoutTokenRightModelOrProduction_AnswerMlflowsErrors()
    {
        await models.RegisterAsync("shelved", new SampleRun());
        using var nobody = models.Server.CreateClient();
        using var viewer = await models.ClientOfAsync(models.Viewer);
        using var analyst = await models.ClientOfAsync(models.Analyst);

        Assert.Equal((401, "UNAUTHENTICATED"), await RefuseAsync(nobody, Path));
        Assert.Equal((403, "PERMISSION_DENIED"), await RefuseAsync(viewer, Path));
        Assert.Equal((404, "RESOURCE_DOES_NOT_EXIST"), await RefuseAsync(analyst, "/api/v1/models/nothing/invocations"));
        Assert.Equal((404, "RESOURCE_DOES_NOT_EXIST"), await RefuseAsync(analyst, "/api/v1/projects/secret/models/churn/invocations"));
        Assert.Equal((409, "RESOURCE_CONFLICT"), await RefuseAsync(analyst, "/api/v1/models/shelved/invocations"));
    }

    [Fact]
    public async Task Probes_OfALoadedAndAnUnservedModel_Answer200And404()
    {
        await models.RegisterAsync("unserved", new SampleRun());
        using var client = await models.ClientOfAsync(models.Analyst);

        Assert.Equal("\n", await client.GetStringAsync("/api/v1/models/churn/ping", Token));
        Assert.Equal("\n", await client.GetStringAsync("/api/v1/models/churn/health", Token));
        Assert.NotEmpty(await client.GetStringAsync("/api/v1/models/churn/version", Token));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/models/unserved/ping", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/models/nothing/health", Token)).StatusCode);
    }

    private static async Task<(int Status, string? Code)> RefuseAsync(HttpClient client, string path)
    {
        using var content = new StringContent(Split, Encoding.UTF8, Json);
        using var answer = await client.PostAsync(path, content, Token);
        var error = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(Token));
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        return ((int)answer.StatusCode, error.GetProperty("error_code").GetString());
    }

    private async Task<string> AnswerAsync(string path, string body, string type)
    {
        using var answer = await PostAsync(path, body, type);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body, string? type)
    {
        using var client = await models.ClientOfAsync(models.Analyst);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        return await client.PostAsync(path, content, Token);
    }
}
