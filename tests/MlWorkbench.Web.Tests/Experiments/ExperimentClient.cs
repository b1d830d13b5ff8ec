using System.Net.Http.Json;
using System.Text.Json;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Experiments;

/// <summary>A client that runs experiments over HTTP.</summary>
internal sealed class ExperimentClient(HttpClient client)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public HttpClient Http => client;

    public async Task UploadCreditAsync()
    {
        using var content = new StreamContent(File.OpenRead(SampleData.GermanCredit));
        content.Headers.ContentType = new("text/csv");
        using var response = await client.PostAsync("/api/v1/datasets/credit/versions", content);
        response.EnsureSuccessStatusCode();
    }

    public async Task<Guid> StartAsync(object body)
    {
        using var response = await client.PostAsJsonAsync("/api/v1/experiments", body);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    public Task<JsonElement> GetAsync(Guid id) => client.GetFromJsonAsync<JsonElement>($"/api/v1/experiments/{id}");

    /// <summary>Waits until this many runs have a model. The search must still be running then.</summary>
    public Task<JsonElement> WaitForRunsAsync(Guid id, int runs) => WaitAsync(
        id,
        experiment => CompletedRuns(experiment).Count >= runs,
        mustBeActive: true);

    /// <summary>Waits until one more run than now has a model. The search must still be running then.</summary>
    public async Task WaitForOneMoreRunAsync(Guid id) => await WaitForRunsAsync(id, CompletedRuns(await GetAsync(id)).Count + 1);

    public async Task StopAsync(Guid id)
    {
        using var response = await client.PostAsync($"/api/v1/experiments/{id}/cancel", null);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Waits until the search and its job have ended.</summary>
    public async Task<JsonElement> WaitForEndAsync(Guid id)
    {
        var ended = await WaitAsync(id, experiment => !IsActive(experiment), mustBeActive: false);
        using var patience = new CancellationTokenSource(Patience);
        while ((await client.GetFromJsonAsync<JsonElement>("/api/v1/jobs?state=running", patience.Token)).GetProperty("items").GetArrayLength() > 0)
        {
            await Task.Delay(50, patience.Token);
        }

        return ended;
    }

    public static IReadOnlyList<(Guid Id, int Number)> CompletedRuns(JsonElement experiment) =>
        [.. Runs(experiment).Where(run => run.GetProperty("state").GetString() == "completed").Select(run => (run.GetProperty("id").GetGuid(), run.GetProperty("number").GetInt32()))];

    public static IEnumerable<JsonElement> Runs(JsonElement experiment) => experiment.GetProperty("runs").EnumerateArray();

    private async Task<JsonElement> WaitAsync(Guid id, Func<JsonElement, bool> condition, bool mustBeActive)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var experiment = await GetAsync(id);
            if (condition(experiment))
            {
                return experiment;
            }

            Assert.True(!mustBeActive || IsActive(experiment), $"The search ended early: {experiment}");
            await Task.Delay(200, patience.Token);
        }
    }

    private static bool IsActive(JsonElement experiment) => experiment.GetProperty("state").GetString() is "queued" or "running";
}
