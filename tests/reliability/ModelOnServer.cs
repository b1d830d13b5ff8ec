using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using MlWorkbench.Testing;

namespace MlWorkbench.Reliability;

/// <summary>Brings a server to a model with two versions, the first in Production, over HTTP alone.</summary>
internal static class ModelOnServer
{
    public const string Dataset = "credit";
    public const string Model = "risk";

    /// <summary>One person may request and approve.</summary>
    public static string[] Settings { get; } = ["--Access:SingleUser=true", "--Serving:PredictionsPerSecond=1000000"];

    public static async Task PrepareAsync(HttpClient admin, CancellationToken cancellation)
    {
        await UploadAsync(admin, cancellation);
        var experiment = await SearchAsync(admin, maxRuns: 2, cancellation);
        var ended = await WaitForEndAsync(admin, experiment, cancellation);
        foreach (var run in ended.GetProperty("runs").EnumerateArray().Where(run => run.GetProperty("state").GetString() == "completed").Take(2))
        {
            using var registered = await admin.PostAsJsonAsync($"/api/v1/models/{Model}/versions", new { runId = run.GetProperty("id").GetGuid() }, cancellation);
            registered.EnsureSuccessStatusCode();
        }

        await PromoteAsync(admin, 1, cancellation);
    }

    public static async Task UploadAsync(HttpClient admin, CancellationToken cancellation)
    {
        using var content = new StreamContent(File.OpenRead(SampleData.GermanCredit));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        using var answer = await admin.PostAsync($"/api/v1/datasets/{Dataset}/versions", content, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    public static async Task<Guid> SearchAsync(HttpClient admin, int maxRuns, CancellationToken cancellation)
    {
        using var answer = await admin.PostAsJsonAsync("/api/v1/experiments", new { dataset = Dataset, target = "Class", budgetSeconds = 300, maxRuns }, cancellation);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("id").GetGuid();
    }

    public static async Task<JsonElement> WaitForEndAsync(HttpClient admin, Guid experiment, CancellationToken cancellation)
    {
        while (true)
        {
            var state = await admin.GetFromJsonAsync<JsonElement>($"/api/v1/experiments/{experiment}", cancellation);
            if (state.GetProperty("state").GetString() is not ("queued" or "running"))
            {
                return state;
            }

            await Task.Delay(200, cancellation);
        }
    }

    /// <summary>Requests Production for a version and approves it, regardless of the gates.</summary>
    public static async Task PromoteAsync(HttpClient admin, int version, CancellationToken cancellation)
    {
        using var asked = await admin.PostAsJsonAsync($"/api/v1/models/{Model}/versions/{version}/transition-requests", new { stage = "Production", comment = "Its turn." }, cancellation);
        asked.EnsureSuccessStatusCode();
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("id").GetGuid();
        using var approved = await admin.PostAsJsonAsync($"/api/v1/transition-requests/{id}/approve", new { comment = "Yes.", overrideReason = "A drill." }, cancellation);
        approved.EnsureSuccessStatusCode();
    }
}
