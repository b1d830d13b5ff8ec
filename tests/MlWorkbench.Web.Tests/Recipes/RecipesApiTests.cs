using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MlWorkbench.Web.Tests.Experiments;

namespace MlWorkbench.Web.Tests.Recipes;

public sealed class RecipesApiTests(CreditServer credit) : IClassFixture<CreditServer>
{
    private const string Steps = """[{"type":"log","column":"Amount","keep":true},{"column":"Housing","type":"targetEncode"},{"type":"combine","left":"Amount","right":"Duration","operation":"ratio"}]""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HttpClient Admin => credit.Server.Admin;

    [Fact]
    public async Task Recipe_FromDraftToPrediction_OverHttp()
    {
        var created = await PostAsync("/api/v1/recipes", $$"""{"name":"prepare","dataset":"credit","comment":"first","steps":{{Steps}}}""", HttpStatusCode.Created);
        Assert.Equal(1, created.GetProperty("version").GetInt32());
        var same = await PostAsync("/api/v1/recipes/prepare/versions", $$"""{"steps":{{Steps}}}""", HttpStatusCode.OK);
        Assert.False(same.GetProperty("isNew").GetBoolean());
        var version = await Admin.GetFromJsonAsync<JsonElement>("/api/v1/recipes/prepare/versions/1", Cancellation);
        Assert.Equal("targetEncode", version.GetProperty("steps")[1].GetProperty("type").GetString());
        Assert.Equal(created.GetProperty("digest").GetString(), version.GetProperty("digest").GetString());
        var list = await Admin.GetFromJsonAsync<JsonElement>("/api/v1/recipes?search=prep", Cancellation);
        Assert.Equal(3, list.GetProperty("items")[0].GetProperty("steps").GetInt32());

        var experiments = new ExperimentClient(Admin);
        var id = await experiments.StartAsync(new { dataset = "credit", target = "Class", budgetSeconds = 3_000, maxRuns = 2, recipe = "prepare:1" });
        var ended = await experiments.WaitForEndAsync(id);

        Assert.Equal(("completed", "prepare:1"), (ended.GetProperty("state").GetString(), ended.GetProperty("recipe").GetString()));
        using var model = new StringContent($$"""{"runId":"{{ended.GetProperty("bestRunId").GetGuid()}}"}""", Encoding.UTF8, "application/json");
        (await Admin.PostAsync("/api/v1/models/prepared/versions", model, Cancellation)).EnsureSuccessStatusCode();
        // A raw row, because the package computes the prepared columns.
        var answer = await PostAsync("/api/v1/models/prepared/versions/1/predict", """{"rows":[{"Amount":5000,"Duration":24,"Housing":"Own"}],"explain":true}""", HttpStatusCode.OK);
        Assert.InRange(answer.GetProperty("predictions")[0].GetProperty("score").GetDouble(), 0, 1);
        using var deleted = await Admin.DeleteAsync("/api/v1/recipes/prepare", Cancellation);
        Assert.Equal(HttpStatusCode.Conflict, deleted.StatusCode);
    }

    [Fact]
    public async Task Preview_OfSteps_ShowsValuesBeforeAndAfter()
    {
        var preview = await PostAsync("/api/v1/recipes/preview", """{"dataset":"credit","rows":3,"steps":[{"type":"clip","column":"Age","high":20},{"type":"log","column":"wage"}]}""", HttpStatusCode.OK);

        var age = preview.GetProperty("columns").EnumerateArray().Single(column => column.GetProperty("name").GetString() == "Age");
        Assert.Equal(("changed", 1, 3), (age.GetProperty("state").GetString(), age.GetProperty("step").GetInt32(), age.GetProperty("after").GetArrayLength()));
        Assert.Equal("20", age.GetProperty("after")[0].GetString());
        var issue = Assert.Single(preview.GetProperty("issues").EnumerateArray());
        Assert.Equal((2, "wage"), (issue.GetProperty("step").GetInt32(), issue.GetProperty("column").GetString()));
    }

    [Fact]
    public async Task Validate_StepsThatDoNotFit_SaysWhichAndWhy()
    {
        var answer = await PostAsync("/api/v1/recipes/validate", """{"dataset":"credit","target":"Class","steps":[{"type":"oneHot","column":"Class"}]}""", HttpStatusCode.OK);

        Assert.False(answer.GetProperty("valid").GetBoolean());
        Assert.Equal("recipe_reads_target", answer.GetProperty("issues")[0].GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("""{"name":"x","steps":[{"type":"magic"}]}""", 422, "recipe_unreadable")]
    [InlineData("""{"name":"x","steps":[{"type":"log","colum":"Age"}]}""", 422, "recipe_unreadable")]
    [InlineData("""{"name":"x"}""", 422, "recipe_unreadable")]
    [InlineData("""{"name":"x","steps":[]}""", 422, "recipe_empty")]
    [InlineData("""{"name":"","steps":[{"type":"log","column":"Age"}]}""", 422, "name_invalid")]
    [InlineData("""{"name":"x","dataset":"credit","steps":[{"type":"log","column":"Housing"}]}""", 422, "recipe_column_type")]
    [InlineData("""{"name":"x","dataset":"nothing","steps":[{"type":"log","column":"Age"}]}""", 404, "not_found")]
    [InlineData("""{"name":"x","step":[]}""", 400, "json_invalid")]
    public async Task Create_Unusable_IsRefused(string body, int status, string code)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Admin.PostAsync("/api/v1/recipes", content, Cancellation);
        Assert.Equal((status, code), ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString()));
    }

    private async Task<JsonElement> PostAsync(string path, string body, HttpStatusCode expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Admin.PostAsync(path, content, Cancellation);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(expected == response.StatusCode, answer.ToString());
        return answer;
    }
}
