using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Hosting;

/// <summary>Starts this build on databases of earlier schemas, both uninterrupted and killed during the upgrade.</summary>
public sealed class UpgradeTests
{
    private const int Rounds = 6;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Schemas => [.. EarlierDatabase.Schemas];

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task Start_DatabaseOfAnEarlierSchema_KeepsEverythingAndPredictsTheSame(string schema)
    {
        var folder = await EarlierDatabase.UnpackAsync(schema, Cancellation);
        using (var server = await ServerProcess.StartAsync(folder, Cancellation))
        {
            await RequireEverythingAsync(server);
            await server.KillAsync();
        }

        Assert.Empty(StoredTruth.FindFaults(folder));
        Assert.Single(Directory.GetFiles(folder, "workbench-before-migration-*.db"));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Schemas))]
    public async Task Start_KilledWhileUpgrading_TheNextStartFinishes(string schema)
    {
        var random = new Random(7);
        for (var round = 0; round < Rounds; round++)
        {
            var folder = await EarlierDatabase.UnpackAsync(schema, Cancellation);
            using (var first = ServerProcess.Launch(folder))
            {
                // The copy before the upgrade appears when the upgrade begins.
                while (!first.HasExited && Directory.GetFiles(folder, "workbench-before-migration-*").Length == 0)
                {
                    await Task.Delay(1, Cancellation);
                }

                await Task.Delay(random.Next(300), Cancellation);
                first.Kill();
                await first.WaitForExitAsync(Cancellation);
            }

            using (var next = await ServerProcess.StartAsync(folder, Cancellation))
            {
                await RequireEverythingAsync(next);
                await next.KillAsync();
            }

            Assert.Empty(StoredTruth.FindFaults(folder));
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RequireEverythingAsync(ServerProcess server)
    {
        var model = await server.Admin.GetFromJsonAsync<JsonNode>("/api/v1/models/buyers/versions/1", Cancellation);
        Assert.Equal("Production", (string?)model!["version"]!["stage"]);
        var experiments = await server.Admin.GetFromJsonAsync<JsonNode>("/api/v1/experiments", Cancellation);
        Assert.Equal("completed", (string?)experiments!["items"]![0]!["state"]);
        var audit = await server.Admin.GetFromJsonAsync<JsonNode>("/api/v1/audit?limit=100", Cancellation);
        Assert.True(audit!["items"]!.AsArray().Count >= 14);
        var verification = await server.Admin.GetFromJsonAsync<JsonNode>("/api/v1/audit/verification", Cancellation);
        Assert.True((bool)verification!["isWhole"]!);
        // Everything belongs to the default project, which the role of the account opens.
        var jobs = await server.Admin.GetFromJsonAsync<JsonNode>("/api/v1/projects/default/jobs", Cancellation);
        Assert.NotEmpty(jobs!["items"]!.AsArray());
        var answer = await server.Admin.PostAsJsonAsync("/api/v1/models/buyers/predict", new { rows = new[] { new { age = 30, income = 50, region = "west" }, new { age = 70, income = 80, region = "south" } } }, Cancellation);
        var predictions = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["predictions"]!.AsArray();
        // The answers of the earlier build.
        Assert.Equal([0.11350983358569612, 0.9511034967368592], predictions.Select(prediction => Math.Round((double)prediction!["score"]!, 12)), (expected, actual) => Math.Abs(expected - actual) < 1e-9);
    }
}
