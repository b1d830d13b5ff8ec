using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using MlWorkbench.Testing;

namespace MlWorkbench.Reliability;

/// <summary>Requests predictions in sequence. None is logged twice. A kill may lose the last rows, but none of an endpoint that waits for its log.</summary>
internal sealed class PredictionScenario(bool waits) : Scenario
{
    private readonly HashSet<string> _answered = new(StringComparer.OrdinalIgnoreCase);
    private string _folder = "";

    public override string Name => waits ? "predictions that wait" : "predictions";

    public override string[] Settings => ModelOnServer.Settings;

    public override async Task PrepareAsync(ServerProcess server, CancellationToken cancellation)
    {
        _folder = server.Folder;
        await ModelOnServer.PrepareAsync(server.Admin, cancellation);
        using var decided = await server.Admin.PutAsJsonAsync($"/api/v1/endpoints/{ModelOnServer.Model}/log", new { whenFull = waits ? "wait" : "drop" }, cancellation);
        decided.EnsureSuccessStatusCode();
    }

    public override async Task ActAsync(ServerProcess server, Random random, CancellationToken cancellation)
    {
        while (true)
        {
            using var answer = await server.Admin.PostAsJsonAsync($"/api/v1/models/{ModelOnServer.Model}/predict", new { rows = new[] { new Dictionary<string, int> { ["Age"] = random.Next(18, 80), ["Amount"] = random.Next(250, 20_000) } } }, cancellation);
            answer.EnsureSuccessStatusCode();
            var prediction = (await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("predictions")[0];
            _answered.Add(prediction.GetProperty("id").ToString());
            Acknowledged++;
        }
    }

    public override async Task<IReadOnlyList<string>> CheckAsync(ServerProcess server, CancellationToken cancellation)
    {
        var logged = (await StoredPredictions.ReadIdsAsync(_folder, cancellation)).Select(id => $"{id}").ToList();
        var faults = new List<string>();
        Kept = logged.Count(_answered.Contains);
        if (logged.Distinct(StringComparer.OrdinalIgnoreCase).Count() < logged.Count)
        {
            faults.Add("A prediction is logged twice.");
        }

        if (waits && Kept < _answered.Count)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{_answered.Count - Kept} predictions that were answered are not in the log."));
        }

        return faults;
    }
}
