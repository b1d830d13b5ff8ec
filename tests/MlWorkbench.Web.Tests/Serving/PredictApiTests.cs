using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace MlWorkbench.Web.Tests.Serving;

public sealed class PredictApiTests(ModelServer models) : IClassFixture<ModelServer>
{
    private const string Path = "/api/v1/models/churn/predict";
    private const string Row = """{"age": 30, "income": 2000, "plan": "basic"}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Predict_Production_AnswersAsTheContractSays()
    {
        using var client = await models.ClientOfAsync(models.Analyst);

        var answer = await AnswerAsync(await PostAsync(client, Path, $$"""{"rows": [{{Row}}]}"""));

        Assert.Equal(("churn", 1), (answer.GetProperty("model").GetString(), answer.GetProperty("version").GetInt32()));
        var prediction = Assert.Single(answer.GetProperty("predictions").EnumerateArray());
        Assert.Equal(["id", "label", "score", "probabilities", "version", "route"], prediction.EnumerateObject().Select(property => property.Name));
        Assert.Equal("Yes", prediction.GetProperty("label").GetString());
        Assert.Equal(0.7858, prediction.GetProperty("score").GetDouble(), 4);
        Assert.Equal(1, prediction.GetProperty("probabilities").EnumerateObject().Sum(probability => probability.Value.GetDouble()), 12);
        Assert.Equal(0, answer.GetProperty("warnings").GetArrayLength());
    }

    [Fact]
    public async Task Predict_VersionWithExplain_AnswersFromItWithContributions()
    {
        using var client = await models.ClientOfAsync(models.Analyst);

        var answer = await AnswerAsync(await PostAsync(client, "/api/v1/models/churn/versions/2/predict", $$"""{"rows": [{{Row}}], "explain": true}"""));

        Assert.Equal(2, answer.GetProperty("version").GetInt32());
        var prediction = answer.GetProperty("predictions")[0];
        var contributions = prediction.GetProperty("contributions").EnumerateObject().Select(contribution => contribution.Value.GetDouble()).ToList();
        Assert.Equal(3, contributions.Count);
        Assert.Equal("logOdds", prediction.GetProperty("space").GetString());
        var score = prediction.GetProperty("score").GetDouble();
        Assert.Equal(Math.Log(score / (1 - score)), prediction.GetProperty("baseValue").GetDouble() + contributions.Sum(), 1e-9);
    }

    [Fact]
    public async Task Predict_UnknownCategoryAndMissingColumn_AnswersWithWarnings()
    {
        using var client = await models.ClientOfAsync(models.Analyst);

        var answer = await AnswerAsync(await PostAsync(client, Path, """{"rows": [{"age": 30, "plan": "gold"}]}"""));

        Assert.Equal(
            [("missingValue", "income"), ("unknownCategory", "plan")],
            answer.GetProperty("warnings").EnumerateArray().Select(warning => (warning.GetProperty("code").GetString()!, warning.GetProperty("column").GetString()!)).Order());
    }

    [Theory]
    [InlineData("\\ud83d\\ude00")]
    [InlineData("\\\\ud83d")]
    [InlineData("😀 \\u00e9")]
    public async Task Predict_WholeCharactersHoweverWritten_AreScored(string plan)
    {
        using var client = await models.ClientOfAsync(models.Analyst);

        var answer = await AnswerAsync(await PostAsync(client, Path, $$"""{"rows": [{"age": 30, "income": 1, "plan": "{{plan}}"}]}"""));

        Assert.Equal(1, answer.GetProperty("predictions").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"rows": [{"age": 30, "income": 1, "plan": "basic"}, {"age": "old", "income": 1, "plan": "basic"}]}""", 422, "row_invalid", 2, "age")]
    [InlineData("""{"rows": [{"colour": "red"}]}""", 422, "row_without_columns", 1, null)]
    [InlineData("""{"rows": []}""", 422, "rows_empty", null, null)]
    [InlineData("""{"rows": [{"age": 30}], "history": []}""", 422, "history_unused", null, null)]
    [InlineData("""{"rows": {"age": 30}}""", 400, "rows_missing", null, null)]
    [InlineData("""{}""", 400, "rows_missing", null, null)]
    [InlineData("""{"rows": [{"age": 30}""", 400, "json_invalid", null, null)]
    [InlineData("""age=30""", 400, "json_invalid", null, null)]
    [InlineData("""{"rows": [{"age": 30, "plan": "\ud83d"}]}""", 400, "json_invalid", null, null)]
    [InlineData("""{"rows": [{"age": 30, "plan": "\ude00\ud83d"}]}""", 400, "json_invalid", null, null)]
    [InlineData("""{"rows": [{"age": 30, "\\\ud83d": "basic"}]}""", 400, "json_invalid", null, null)]
    [InlineData("", 400, "request_invalid", null, null)]
    public async Task Predict_RequestThatCannotBeScored_IsAProblemThatSaysWhere(string body, int status, string code, int? row, string? column)
    {
        using var client = await models.ClientOfAsync(models.Analyst);

        using var response = await PostAsync(client, Path, body);

        Assert.Equal(status, (int)response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(row, problem.TryGetProperty("row", out var where) ? where.GetInt32() : null);
        Assert.Equal(column, problem.TryGetProperty("column", out var what) ? what.GetString() : null);
    }

    [Fact]
    public async Task Predict_WithoutTokenRightOrModel_Answers401_403_404()
    {
        using var nobody = models.Server.CreateClient();
        using var viewer = await models.ClientOfAsync(models.Viewer);
        using var analyst = await models.ClientOfAsync(models.Analyst);

        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(nobody, Path, "{}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(viewer, Path, $$"""{"rows": [{{Row}}]}""")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(analyst, "/api/v1/models/nothing/predict", $$"""{"rows": [{{Row}}]}""")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(analyst, "/api/v1/models/churn/versions/99/predict", $$"""{"rows": [{{Row}}]}""")).StatusCode);
    }

    [Fact]
    public async Task Signature_Version_NamesColumnsWithTypesInWords()
    {
        using var client = await models.ClientOfAsync(models.Viewer);

        var signature = await client.GetFromJsonAsync<JsonElement>("/api/v1/models/churn/versions/1/signature", Token);

        Assert.Equal(["age", "income", "plan"], signature.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("name").GetString()));
        Assert.Equal("integer", signature.GetProperty("columns")[0].GetProperty("type").GetString());
        Assert.Equal("binary", signature.GetProperty("task").GetString());
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await client.PostAsync(path, content, Token);
    }

    private static async Task<JsonElement> AnswerAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
            Assert.True(response.IsSuccessStatusCode, answer.ToString());
            return answer;
        }
    }
}
