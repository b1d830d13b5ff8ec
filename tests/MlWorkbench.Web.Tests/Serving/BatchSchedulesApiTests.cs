using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Serving;

/// <summary>Schedules of batch predictions over HTTP.</summary>
public sealed class BatchSchedulesApiTests(ModelServer models) : IClassFixture<ModelServer>
{
    private const string Schedules = "/api/v1/models/churn/batch-schedules";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Schedule_FromItsCreationToItsEnd_AnswersWhatWasSaved()
    {
        using var client = await models.ClientOfAsync(models.Analyst);

        using var created = await client.PostAsJsonAsync(
            Schedules, new { dataset = SampleModel.Dataset, schedule = "30 6 * * MON-FRI", timeZone = "Europe/Berlin", output = "parquet", keep = new[] { "plan" } }, Token);
        var first = await created.Content.ReadFromJsonAsync<JsonElement>(Token);
        var path = created.Headers.Location!.ToString();
        using var changed = await client.PutAsJsonAsync(
            path, new { dataset = SampleModel.Dataset, schedule = "0 7 * * *", enabled = false, output = new { dataset = "scored daily" }, modelVersion = "2" }, Token);
        var read = await client.GetFromJsonAsync<JsonElement>(path, Token);
        var list = await client.GetFromJsonAsync<JsonElement>($"{Schedules}?search=custom", Token);
        using var deleted = await client.DeleteAsync(path, Token);
        using var gone = await client.GetAsync(path, Token);

        Assert.Equal((HttpStatusCode.Created, $"{Schedules}/{first.GetProperty("id")}"), (created.StatusCode, path));
        Assert.Equal(("parquet", "Europe/Berlin", true), (Text(first, "output"), Text(first, "timeZone"), first.GetProperty("enabled").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, first.GetProperty("lastRun").ValueKind);
        Assert.Equal(JsonValueKind.String, first.GetProperty("nextDueAt").ValueKind);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(("scored daily", "2", "UTC", "0 7 * * *"), (Text(read, "resultDataset"), Text(read, "modelVersion"), Text(read, "timeZone"), Text(read, "schedule")));
        Assert.Equal(JsonValueKind.Null, read.GetProperty("nextDueAt").ValueKind);
        Assert.Equal(read.GetProperty("id").GetGuid(), Assert.Single(list.GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, gone.StatusCode));
    }

    [Theory]
    [InlineData("""{"schedule": "0 6 * * *"}""", 400, "dataset_missing", "dataset")]
    [InlineData("""{"dataset": "customers"}""", 400, "schedule_missing", "schedule")]
    [InlineData("""{"dataset": "customers", "schedule": "at dawn"}""", 422, "schedule_invalid", "schedule")]
    [InlineData("""{"dataset": "customers", "schedule": "0 0 31 2 *"}""", 422, "schedule_never", "schedule")]
    [InlineData("""{"dataset": "customers", "schedule": "0 6 * * *", "timeZone": "Moon"}""", 422, "time_zone_unknown", "timeZone")]
    [InlineData("""{"dataset": "customers", "schedule": "0 6 * * *", "output": "excel"}""", 400, "output_unknown", "output")]
    [InlineData("""{"dataset": "nothing", "schedule": "0 6 * * *"}""", 404, "not_found", null)]
    public async Task Create_BodyThatCannotRun_IsAProblemThatSaysWhy(string body, int status, string code, string? column)
    {
        using var client = await models.ClientOfAsync(models.Analyst);

        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(Schedules, content, Token);

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal((status, code), ((int)answer.StatusCode, Text(problem, "code")));
        Assert.Equal(column, problem.TryGetProperty("column", out var where) ? where.GetString() : null);
    }

    private static string? Text(JsonElement answer, string name) => answer.GetProperty(name).GetString();
}
