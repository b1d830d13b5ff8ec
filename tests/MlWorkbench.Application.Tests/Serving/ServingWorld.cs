using System.Text.Json;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Rollouts;
using MlWorkbench.Application.Serving.Traffic;
using MlWorkbench.Application.Tests.Registry;

namespace MlWorkbench.Application.Tests.Serving;

/// <summary>Calls and rollouts of the endpoint <c>churn</c>.</summary>
internal static class ServingWorld
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<PredictionAnswer> PredictAsync(
        this RegistryWorld world, string rows = """[{"age": 30}]""", IReadOnlyList<string?>? entities = null, string endpoint = "churn") =>
        world.Workbench.Get<PredictionServer>().PredictAsync(
            world.Analyst, endpoint, null, new PredictionRequest(JsonSerializer.Deserialize<JsonElement>(rows), EntityIds: entities), Token);

    /// <summary>Sends a call of many rows, each of another entity.</summary>
    public static Task<PredictionAnswer> PredictManyAsync(this RegistryWorld world, int rows, string row = """{"age": 30}""") =>
        world.PredictAsync($"[{string.Join(',', Enumerable.Repeat(row, rows))}]", [.. Enumerable.Range(0, rows).Select(entity => $"customer-{entity}")]);

    public static async Task StoreTrafficAsync(this RegistryWorld world) => await world.Workbench.Get<TrafficMeter>().StoreAsync(Token);

    /// <summary>Stores the traffic, waits, and evaluates the running rollouts.</summary>
    public static async Task LookAsync(this RegistryWorld world, TimeSpan? after = null)
    {
        await world.StoreTrafficAsync();
        world.Workbench.Clock.Advance(after ?? TimeSpan.Zero);
        await world.Workbench.Get<RolloutPass>().LookAsync(Token);
    }

    /// <summary>Starts a rollout of the version as the approver. Its answers do not wait for the log, whose writer need not run.</summary>
    public static async Task<RolloutDetails> StartRolloutAsync(this RegistryWorld world, int version, RolloutPlan plan, string endpoint = "churn")
    {
        await world.Workbench.Get<EndpointLogging>().SetAsync(world.Workbench.Admin, endpoint, EndpointLog.Default, Token);
        var id = await world.Workbench.Get<RolloutControl>().StartAsync(world.Approver, endpoint, version, plan, "Step by step.", "Fine.", Token);
        return await world.Workbench.Get<RolloutCatalog>().FindAsync(world.Analyst, endpoint, id, Token);
    }

    public static Task<RolloutDetails> FindRolloutAsync(this RegistryWorld world, Guid id) =>
        world.Workbench.Get<RolloutCatalog>().FindAsync(world.Analyst, "churn", id, Token);
}
