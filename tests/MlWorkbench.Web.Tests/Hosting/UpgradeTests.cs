using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
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
        Assert.Equal(["region levels {\"kind\":\"levels\",\"column\":\"region\"}"], await SegmentsAsync(folder));
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
        await RequireRunsAsync(server, (string)experiments["items"]![0]!["id"]!);
        var audit = await server.Admin.GetFromJsonAsync<JsonNode>("/api/v1/audit?limit=100", Cancellation);
        Assert.True(audit!["items"]!.AsArray().Count >= 14);
        var verification = await server.Admin.GetFromJsonAsync<JsonNode>("/api/v1/audit/verification", Cancellation);
        Assert.True((bool)verification!["isWhole"]!);
        // Everything belongs to the default project, which the role of the account opens.
        var jobs = await server.Admin.GetFromJsonAsync<JsonNode>("/api/v1/projects/default/jobs", Cancellation);
        Assert.Contains("Training run 1: Baseline: always the class shares", jobs!["items"]!.AsArray().Select(job => (string?)job!["progressText"]));
        await RequireEvidenceAsync(server);
        var endpoint = await server.Admin.GetFromJsonAsync<JsonNode>("/api/v1/endpoints/buyers", Cancellation);
        Assert.Equal("drop", (string?)endpoint!["log"]!["whenFull"]);
        // The two logged predictions are moved into the log in columns in the background.
        await Until.TrueAsync(
            async () => (await server.Admin.GetFromJsonAsync<JsonNode>("/api/v1/endpoints/buyers/predictions", Cancellation))!["items"]!.AsArray().Count == 2, Cancellation);
        var answer = await server.Admin.PostAsJsonAsync("/api/v1/models/buyers/predict", new { rows = new[] { new { age = 30, income = 50, region = "west" }, new { age = 70, income = 80, region = "south" } } }, Cancellation);
        var predictions = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["predictions"]!.AsArray();
        // The answers of the earlier build.
        Assert.Equal([0.11350983358569612, 0.9511034967368592], predictions.Select(prediction => Math.Round((double)prediction!["score"]!, 12)), (expected, actual) => Math.Abs(expected - actual) < 1e-9);
    }

    /// <summary>The segments of the only experiment, whose columns the earlier build stored in its plan.</summary>
    private static async Task<IReadOnlyList<string>> SegmentsAsync(string folder)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "workbench.db")};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Name || ' ' || Kind || ' ' || Definition FROM ExperimentSegments JOIN Segments ON Id = SegmentId ORDER BY Position";
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var segments = new List<string>();
        while (await reader.ReadAsync(Cancellation))
        {
            segments.Add(reader.GetString(0));
        }

        return segments;
    }

    /// <summary>Checks the sentences that the earlier build stored with the transition request, and the source of its data.</summary>
    private static async Task RequireEvidenceAsync(ServerProcess server)
    {
        var requests = await server.Admin.GetFromJsonAsync<JsonNode>("/api/v1/transition-requests", Cancellation);
        var request = await server.Admin.GetFromJsonAsync<JsonNode>($"/api/v1/transition-requests/{requests!["items"]![0]!["id"]}", Cancellation);
        var evidence = request!["evidence"]!;
        Assert.Equal("Nothing is in Production yet, so there is nothing to compare with.", (string?)evidence["verdict"]);
        Assert.Equal(
            ("It was measured once on 32 rows that the search never saw; at least 30 are asked for.", "text"),
            ((string?)evidence["gates"]![0]!["sentence"], (string?)evidence["gates"]![0]!["code"]));
        var data = await server.Admin.GetFromJsonAsync<JsonNode>("/api/v1/datasets/shoppers/versions/1", Cancellation);
        Assert.Equal("shoppers", (string?)data!["sourceName"]);
    }

    /// <summary>Checks the sentences that the earlier build stored with the experiment.</summary>
    private static void RequireFindings(JsonNode experiment)
    {
        Assert.Equal("51.9 % of the rows are 'yes'.", (string?)experiment["plan"]!["findings"]![1]);
        Assert.Equal("Runs by trainer: baseline 1 in 0.0 s, lightgbm 1 in 0.2 s, ensemble 1 in 0.1 s.", (string?)experiment["findings"]![0]);
    }

    /// <summary>Checks the parameters, metrics and files that the earlier build stored in the row of a run.</summary>
    private static async Task RequireRunsAsync(ServerProcess server, string experiment)
    {
        var details = await server.Admin.GetFromJsonAsync<JsonNode>($"/api/v1/experiments/{experiment}", Cancellation);
        RequireFindings(details!);
        var line = details!["runs"]!.AsArray().Single(run => (int)run!["number"]! == 2)!;
        Assert.Equal((0.9149560117302052, 0.8862745098039215), ((double)line["validation"]!["value"]!, (double)line["test"]!["value"]!));
        var run = await server.Admin.GetFromJsonAsync<JsonNode>($"/api/v1/runs/{line["id"]}", Cancellation);
        Assert.Equal(
            "bagging_fraction 1, cat_smooth 10, extra_trees false, feature_fraction 0.8, lambda_l2 0.001, learning_rate 0.05, min_data_in_leaf 2, num_iterations 39, num_leaves 16",
            string.Join(", ", run!["parameters"]!.AsObject().OrderBy(parameter => parameter.Key, StringComparer.Ordinal).Select(parameter => $"{parameter.Key} {parameter.Value}")));
        Assert.Equal([0.9822485207100592, 0.9260355029585798], run["foldValues"]!.AsArray().Take(2).Select(value => (double)value!));
        Assert.Equal(10, run["foldValues"]!.AsArray().Count);
        Assert.Equal(117_756, (await server.Admin.GetByteArrayAsync($"/api/v1/runs/{line["id"]}/model", Cancellation)).Length);
        var blend = details["runs"]!.AsArray().Single(run => (int)run!["number"]! == 3)!;
        var blended = await server.Admin.GetFromJsonAsync<JsonNode>($"/api/v1/runs/{blend["id"]}", Cancellation);
        var member = blended!["members"]!.AsArray().Single();
        Assert.Equal((2, 1.0), ((int)member!["number"]!, (double)member["weight"]!));
        Assert.Equal(["income", "age", "region"], blended["importance"]!.AsArray().Select(column => (string)column!["column"]!));
        Assert.Equal("[[11,4],[4,13]]", blended["test"]!["confusion"]!["counts"]!.ToJsonString());
        Assert.Equal((32, 30), ((int)blended["test"]!["rows"]!, blended["test"]!["roc"]!["x"]!.AsArray().Count));
        var segments = await server.Admin.GetFromJsonAsync<JsonNode>($"/api/v1/runs/{blend["id"]}/segments", Cancellation);
        Assert.Equal([("west", 17), ("south", 9), ("north", 6)], segments!["test"]!.AsArray().Select(segment => ((string)segment!["level"]!, (int)segment["rows"]!)));
    }
}
