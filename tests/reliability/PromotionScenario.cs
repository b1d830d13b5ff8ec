using System.Net.Http.Json;
using System.Text.Json;
using MlWorkbench.Testing;

namespace MlWorkbench.Reliability;

/// <summary>Two versions alternate in Production. After every kill, Production has the last acknowledged version or the one being promoted.</summary>
internal sealed class PromotionScenario : Scenario
{
    private int _acknowledged = 1;
    private int _onItsWay = 1;
    private int _since;

    public override string Name => "promotions";

    public override string[] Settings => ModelOnServer.Settings;

    public override Task PrepareAsync(ServerProcess server, CancellationToken cancellation) => ModelOnServer.PrepareAsync(server.Admin, cancellation);

    public override async Task ActAsync(ServerProcess server, Random random, CancellationToken cancellation)
    {
        await WithdrawOpenAsync(server.Admin, cancellation);
        while (true)
        {
            _onItsWay = 3 - _acknowledged;
            await ModelOnServer.PromoteAsync(server.Admin, _onItsWay, cancellation);
            _acknowledged = _onItsWay;
            _since++;
            Acknowledged++;
        }
    }

    public override async Task<IReadOnlyList<string>> CheckAsync(ServerProcess server, CancellationToken cancellation)
    {
        var versions = (await server.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/models/{ModelOnServer.Model}/versions?stage=Production", cancellation)).GetProperty("items").EnumerateArray().Select(version => version.GetProperty("number").GetInt32()).ToList();
        if (versions.Count != 1)
        {
            return [$"{versions.Count} versions are in Production."];
        }

        var isRight = versions[0] == _acknowledged || versions[0] == _onItsWay;
        Kept += isRight ? _since : 0;
        var expected = (_acknowledged, _onItsWay);
        (_acknowledged, _onItsWay, _since) = (versions[0], versions[0], 0);
        return isRight ? [] : [$"Version {versions[0]} is in Production, not {expected}."];
    }

    /// <summary>A kill between request and approval leaves the request open, which would block the next one.</summary>
    private static async Task WithdrawOpenAsync(HttpClient admin, CancellationToken cancellation)
    {
        var open = await admin.GetFromJsonAsync<JsonElement>("/api/v1/transition-requests?state=open", cancellation);
        foreach (var request in open.GetProperty("items").EnumerateArray())
        {
            using var withdrawn = await admin.PostAsJsonAsync($"/api/v1/transition-requests/{request.GetProperty("id").GetGuid()}/withdraw", new { comment = "Left by a kill." }, cancellation);
            withdrawn.EnsureSuccessStatusCode();
        }
    }
}
