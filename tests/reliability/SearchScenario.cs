using System.Net.Http.Json;
using System.Text.Json;
using MlWorkbench.Testing;

namespace MlWorkbench.Reliability;

/// <summary>A search is killed with its server. The next start completes it, keeps every finished run and leaves none running.</summary>
internal sealed class SearchScenario : Scenario
{
    private const int MaxRuns = 4;

    private readonly HashSet<Guid> _finished = [];
    private Guid? _experiment;

    public override string Name => "searches";

    public override TimeSpan Window => TimeSpan.FromSeconds(8);

    public override Task PrepareAsync(ServerProcess server, CancellationToken cancellation) => ModelOnServer.UploadAsync(server.Admin, cancellation);

    public override async Task ActAsync(ServerProcess server, Random random, CancellationToken cancellation)
    {
        _experiment = null;
        _finished.Clear();
        _experiment = await ModelOnServer.SearchAsync(server.Admin, MaxRuns, cancellation);
        while (true)
        {
            var state = await server.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/experiments/{_experiment}", cancellation);
            var before = _finished.Count;
            _finished.UnionWith(Completed(state));
            Acknowledged += _finished.Count - before;
            await Task.Delay(100, cancellation);
        }
    }

    public override async Task<IReadOnlyList<string>> CheckAsync(ServerProcess server, CancellationToken cancellation)
    {
        if (_experiment is not { } id)
        {
            return [];
        }

        var ended = await ModelOnServer.WaitForEndAsync(server.Admin, id, cancellation);
        var kept = Completed(ended).Where(_finished.Contains).Count();
        Kept += kept;
        var faults = new List<string>();
        if (ended.GetProperty("state").GetString() != "completed")
        {
            faults.Add($"The search ended as {ended.GetProperty("state")}: {ended.GetProperty("reason")}");
        }

        if (kept < _finished.Count)
        {
            faults.Add($"{_finished.Count - kept} finished runs are missing.");
        }

        if (ended.GetProperty("runs").EnumerateArray().Any(run => run.GetProperty("state").GetString() == "running"))
        {
            faults.Add("A run is still running.");
        }

        return faults;
    }

    private static IEnumerable<Guid> Completed(JsonElement experiment) =>
        experiment.GetProperty("runs").EnumerateArray().Where(run => run.GetProperty("state").GetString() == "completed").Select(run => run.GetProperty("id").GetGuid());
}
