using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MlWorkbench.Application.Access;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Monitoring;

public sealed class MonitoringApiTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DriftCheck_NewerVersion_AnswersEveryFeatureAsDocumented()
    {
        await using var server = await WorkbenchServer.StartAsync();
        var sample = await PlantAsync(server, SamplePackage.BinaryWithBaseline(SampleModel.Customers(1_500).Slice(0, 1_200)));
        await sample.PlantVersionAsync(Actor.System, SampleModel.Dataset, 2, SampleModel.Customers(900, older: 12));

        var started = await server.Admin.PostAsJsonAsync("/api/v1/models/churn/drift-checks", new { dataset = SampleModel.Dataset, version = 2 }, Cancellation);
        var id = (await started.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetGuid();
        var drift = await WaitAsync(server, id);

        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        Assert.Equal(("completed", "customers, version 2", false), (drift.GetProperty("state").GetString(), drift.GetProperty("against").GetString(), drift.GetProperty("drifted").GetBoolean()));
        var age = drift.GetProperty("features")[0];
        Assert.Equal(("age", "wasserstein", 0.1, true, 0.21), (age.GetProperty("name").GetString(), age.GetProperty("test").GetString(), age.GetProperty("threshold").GetDouble(), age.GetProperty("drifted").GetBoolean(), age.GetProperty("importance").GetDouble()));
        Assert.InRange(age.GetProperty("statistic").GetDouble(), 0.5, 0.9);
        var histogram = age.GetProperty("histogram");
        Assert.Equal(histogram.GetProperty("edges").GetArrayLength() - 1, histogram.GetProperty("reference").GetArrayLength());
        Assert.Equal(histogram.GetProperty("reference").GetArrayLength(), histogram.GetProperty("current").GetArrayLength());
        Assert.Equal([("input", "age"), ("input", "income"), ("input", "plan")], drift.GetProperty("features").EnumerateArray().Select(SubjectOf).Order());
        var (prediction, target) = (drift.GetProperty("prediction"), drift.GetProperty("target"));
        Assert.Equal([("prediction", "prediction of churned"), ("target", "churned")], [SubjectOf(prediction), SubjectOf(target)]);
        Assert.Equal((true, "jensenshannon"), (prediction.GetProperty("drifted").GetBoolean(), target.GetProperty("test").GetString()));

        static (string, string) SubjectOf(JsonElement row) => (row.GetProperty("subject").GetString()!, row.GetProperty("name").GetString()!);
    }

    [Fact]
    public async Task Drift_BeforeTheFirstCheck_HasNoFeatures()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await PlantAsync(server);

        var drift = await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/models/churn/drift", Cancellation);

        Assert.Equal((JsonValueKind.Null, 0), (drift.GetProperty("window").ValueKind, drift.GetProperty("features").GetArrayLength()));
    }

    [Theory]
    [InlineData("/api/v1/models/churn/drift-checks", "{}", HttpStatusCode.UnprocessableEntity, "drift_current_missing")]
    [InlineData("/api/v1/models/churn/drift-checks", """{"dataset": "nowhere"}""", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/api/v1/models/nobody/drift-checks", """{"dataset": "customers"}""", HttpStatusCode.NotFound, "not_found")]
    [InlineData("/api/v1/models/churn/drift-checks", """{"dataset": 3}""", HttpStatusCode.BadRequest, "json_invalid")]
    public async Task DriftCheck_WrongRequest_AnswersAProblem(string path, string json, HttpStatusCode status, string code)
    {
        await using var server = await WorkbenchServer.StartAsync();
        await PlantAsync(server);

        var response = await server.Admin.PostAsync(path, new StringContent(json, System.Text.Encoding.UTF8, "application/json"), Cancellation);

        Assert.Equal((status, code), (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Drift_UnknownWindow_Answers404()
    {
        await using var server = await WorkbenchServer.StartAsync();
        await PlantAsync(server);

        Assert.Equal(HttpStatusCode.NotFound, (await server.Admin.GetAsync($"/api/v1/models/churn/drift?window={Guid.NewGuid()}", Cancellation)).StatusCode);
    }

    private static async Task<SampleModel> PlantAsync(WorkbenchServer server, byte[]? package = null)
    {
        var sample = new SampleModel(server.Services);
        await sample.PlantAsync(Actor.System, package: package);
        return sample;
    }

    private static async Task<JsonElement> WaitAsync(WorkbenchServer server, Guid id)
    {
        for (var attempt = 0; attempt < 1_200; attempt++)
        {
            var drift = await server.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/models/churn/drift?window={id}", Cancellation);
            if (drift.GetProperty("state").GetString() != "running")
            {
                return drift;
            }

            await Task.Delay(100, Cancellation);
        }

        throw new TimeoutException("The drift check did not end within 2 minutes.");
    }
}
