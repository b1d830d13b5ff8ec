using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace MlWorkbench.Web.Tests.Serving;

public sealed class EndpointsApiTests(ModelServer models) : IClassFixture<ModelServer>
{
    private const string Endpoint = "/api/v1/endpoints/churn";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Log_Replaced_IsReadBackAsTheContractSays()
    {
        using var viewer = await models.ClientOfAsync(models.Viewer);
        var before = await viewer.GetFromJsonAsync<JsonElement>(Endpoint, Token);
        Assert.Equal(("churn", "churn", """{"whenFull":"drop","retentionDays":null}"""),
            (before.GetProperty("name").GetString(), before.GetProperty("model").GetString(), before.GetProperty("log").GetRawText()));
        Assert.Equal([(1, "live", 100.0, 0.0)], before.GetProperty("routes").EnumerateArray().Select(route => (
            route.GetProperty("version").GetInt32(),
            route.GetProperty("mode").GetString(),
            route.GetProperty("weight").GetDouble(),
            route.GetProperty("samplePercent").GetDouble())));

        using var changed = await models.Server.Admin.PutAsJsonAsync($"{Endpoint}/log", new { whenFull = "wait", retentionDays = 30 }, Token);

        Assert.Equal("""{"whenFull":"wait","retentionDays":30}""", await changed.Content.ReadAsStringAsync(Token));
        Assert.Equal("""{"whenFull":"wait","retentionDays":30}""", (await viewer.GetFromJsonAsync<JsonElement>(Endpoint, Token)).GetProperty("log").GetRawText());
    }

    [Theory]
    [InlineData("""{"whenFull": "sometimes"}""", HttpStatusCode.BadRequest, "json_invalid")]
    [InlineData("""{"whenFull": 1}""", HttpStatusCode.BadRequest, "json_invalid")]
    [InlineData("""{"retentionDays": 30}""", HttpStatusCode.BadRequest, "json_invalid")]
    [InlineData("""{"whenFull": "wait", "days": 30}""", HttpStatusCode.BadRequest, "json_invalid")]
    [InlineData("""{"whenFull": "wait", "retentionDays": -1}""", HttpStatusCode.UnprocessableEntity, "retention_days_invalid")]
    public async Task Log_BodyThatCannotBeUsed_IsRefused(string body, HttpStatusCode status, string code)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var refused = await models.Server.Admin.PutAsync($"{Endpoint}/log", content, Token);

        Assert.Equal(status, refused.StatusCode);
        Assert.Equal(code, (await refused.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Endpoint_Unknown_Answers404()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await models.Server.Admin.GetAsync("/api/v1/endpoints/nothing", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await models.Server.Admin.PutAsJsonAsync("/api/v1/endpoints/nothing/log", new { whenFull = "wait" }, Token)).StatusCode);
    }
}
