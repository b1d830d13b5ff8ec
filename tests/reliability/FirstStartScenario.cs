using System.Net.Http.Json;
using System.Text.Json;
using MlWorkbench.Testing;

namespace MlWorkbench.Reliability;

/// <summary>The first start creates the database and is killed. The next start completes it.</summary>
internal sealed class FirstStartScenario : Scenario
{
    public override string Name => "first start";

    public override TimeSpan Window => TimeSpan.FromSeconds(4);

    public override bool KillsTheStart => true;

    public override Task ActAsync(ServerProcess server, Random random, CancellationToken cancellation) => throw new NotSupportedException("The start itself is killed.");

    public override async Task<IReadOnlyList<string>> CheckAsync(ServerProcess server, CancellationToken cancellation)
    {
        var me = await server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/me", cancellation);
        return me.GetProperty("email").GetString() == ServerProcess.AdminEmail ? [] : ["The administrator of the configuration is missing."];
    }
}
