using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Derivations;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Derivations;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Access;
using MlWorkbench.Web.Tests.Experiments;

namespace MlWorkbench.Web.Tests.Hosting;

/// <summary>Several processes on one PostgreSQL database. Each has its own storage folder, so that they share nothing else.</summary>
public sealed class SeveralProcessesTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Datasets = 10;
    private const int JobsEach = 20;
    private const int Kills = 6;
    private const string NoLimits = "--Limits:Uploads=1000";

    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(4);

    private readonly ConcurrentBag<string> _folders = [];
    private PostgresTestDatabase _database = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await PostgresTestDatabase.CreateAsync(isEmpty: true);

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        foreach (var folder in _folders)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Jobs_ProcessesKilledAgainAndAgain_EachIsDoneExactlyOnce()
    {
        await using var web = await WorkbenchServer.StartAsync([.. _database.Arguments, "--Roles=web", NoLimits]);
        ServerProcess[] workers = [await StartAsync("--Roles=web,worker"), await StartAsync("--Roles=worker")];
        try
        {
            var admin = await AdminAsync(web);
            await ImportAsync(web, admin);
            var started = Stopwatch.GetTimestamp();
            var launching = DeriveAsync(web, admin);
            for (var kill = 0; kill < Kills; kill++)
            {
                await Task.Delay(BetweenKills, Now);
                await workers[kill % workers.Length].KillAsync();
                workers[kill % workers.Length].Dispose();
                workers[kill % workers.Length] = await StartAsync(kill % workers.Length == 0 ? "--Roles=web,worker" : "--Roles=worker");
            }

            await launching;
            await WaitForJobsAsync();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Datasets * JobsEach} jobs with {Kills} kills in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s."));
            Assert.Equal(["210"], await _database.ReadAsync("SELECT count(*)::text FROM \"DatasetVersions\""));
            Assert.Empty(await _database.ReadAsync("SELECT \"DatasetId\"::text FROM \"DatasetVersions\" GROUP BY \"DatasetId\" HAVING count(*) > 1"));
            Assert.True((await web.Services.GetRequiredService<AuditTrail>().VerifyAsync(admin, Now)).IsWhole);
            foreach (var again in await _database.ReadAsync("SELECT \"Attempt\" || ' attempts: ' || count(*) FROM \"JobRuns\" GROUP BY \"Attempt\" ORDER BY \"Attempt\""))
            {
                output.WriteLine(again);
            }
        }
        finally
        {
            Array.ForEach(workers, worker => worker.Dispose());
        }
    }

    [Fact]
    public async Task Search_WorkerKilled_IsContinuedByAnotherFromItsFinishedRuns()
    {
        await using var web = await WorkbenchServer.StartAsync([.. _database.Arguments, "--Roles=web"]);
        const string Patient = "--Training:StopGraceSeconds=1200";
        using var first = await StartAsync("--Roles=worker", Patient);
        var experiments = new ExperimentClient(web.Admin);
        await experiments.UploadCreditAsync();
        var id = await experiments.StartAsync(new { dataset = "credit", target = "Class", budgetSeconds = 3_000, maxRuns = 1_000 });
        var before = ExperimentClient.CompletedRuns(await experiments.WaitForRunsAsync(id, 2));

        await first.KillAsync();
        using var second = await StartAsync("--Roles=worker", Patient);
        await experiments.WaitForOneMoreRunAsync(id);
        await experiments.StopAsync(id);
        var runs = ExperimentClient.CompletedRuns(await experiments.WaitForEndAsync(id));

        Assert.Subset(runs.ToHashSet(), before.ToHashSet());
        Assert.Equal(["2"], await _database.ReadAsync("SELECT \"Attempt\"::text FROM \"JobRuns\" WHERE \"Kind\" = 'experiment'"));
    }

    [Fact]
    public async Task TwoServers_ApprovalsRaced_OneVersionIsInProductionAndBothServeIt()
    {
        await using var one = await WorkbenchServer.StartAsync(_database.Arguments);
        await using var other = await WorkbenchServer.StartAsync(_database.Arguments);
        var (anna, ben) = (await SamplePeople.AddAsync(one.Services, "anna", UserRole.Analyst), await SamplePeople.AddAsync(one.Services, "ben", UserRole.Approver));
        var requests = new List<Guid>();
        foreach (var weight in (double[])[-0.1, -0.5])
        {
            var run = await new SampleRuns(one.Services).PlantAsync(anna, new SampleRun(Package: SamplePackage.Binary(ageWeight: weight)));
            var version = await one.Services.GetRequiredService<ModelRegistration>().RegisterAsync(anna, "churn", run, null, Now);
            requests.Add(await one.Services.GetRequiredService<TransitionRequests>().OpenAsync(anna, "churn", version.Version, Stage.Production, "Go.", Now));
        }

        var outcomes = await Task.WhenAll(requests.Zip([one, other]).Select(pair => Task.Run(() => ApproveAsync(pair.Second, ben, pair.First), Now)));

        Assert.Equal([null, "evidence_stale"], outcomes.Order(StringComparer.Ordinal));
        Assert.Single(await _database.ReadAsync("SELECT \"Number\"::text FROM \"ModelVersions\" WHERE \"Stage\" = 'Production'"));
        Assert.True((await other.Services.GetRequiredService<AuditTrail>().VerifyAsync(ben with { Role = UserRole.Admin }, Now)).IsWhole);

        var now = await ProductionAsync(one);
        Assert.Equal(now, await ProductionAsync(other));
        var loser = requests[outcomes[0] is null ? 1 : 0];
        await one.Services.GetRequiredService<TransitionRequests>().RefreshEvidenceAsync(anna, loser, Now);
        Assert.Null(await ApproveAsync(one, ben, loser));
        var changed = Stopwatch.GetTimestamp();
        await Until.TrueAsync(async () => await ProductionAsync(other) != now, Now);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The other server serves the new version after {Stopwatch.GetElapsedTime(changed).TotalSeconds:0.0} s."));
    }

    [Fact]
    public async Task TwoServers_SignedInOnOne_IsSignedInOnTheOther()
    {
        await using var one = await WorkbenchServer.StartAsync(_database.Arguments);
        await using var other = await WorkbenchServer.StartAsync(_database.Arguments);
        using var session = await FormSession.SignInAsync(one.Url, WorkbenchServer.AdminEmail, WorkbenchServer.AdminPassword);

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(other.Url, "/api/v1/me"));
        request.Headers.Add("Cookie", string.Join("; ", session.Cookies.Select(cookie => $"{cookie.Name}={cookie.Value}")));
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false });

        Assert.Equal(System.Net.HttpStatusCode.OK, (await client.SendAsync(request, Now)).StatusCode);
    }

    [Fact]
    public async Task Worker_WithoutWeb_AnswersHealthAndNothingElse()
    {
        using var worker = await StartAsync("--Roles=worker");

        Assert.Equal(System.Net.HttpStatusCode.OK, (await worker.Admin.GetAsync("/health/ready", Now)).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await worker.Admin.GetAsync("/api/v1/me", Now)).StatusCode);
    }

    private static async Task<Actor> AdminAsync(WorkbenchServer server) =>
        (await server.Services.GetRequiredService<ApiTokens>().AuthenticateAsync(WorkbenchServer.AdminToken, Now))!;

    private static async Task<string?> ApproveAsync(WorkbenchServer server, Actor approver, Guid request)
    {
        try
        {
            await server.Services.GetRequiredService<TransitionDecisions>().ApproveAsync(approver, request, null, null, Now);
            return null;
        }
        catch (WorkbenchException refusal)
        {
            return refusal.Code;
        }
    }

    /// <summary>The version that answers a prediction.</summary>
    private static async Task<int> ProductionAsync(WorkbenchServer server)
    {
        var answer = await server.Admin.PostAsJsonAsync("/api/v1/models/churn/predict", new { rows = new[] { new { age = 40, income = 30_000, plan = "basic" } } }, Now);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("version").GetInt32();
    }

    private static async Task ImportAsync(WorkbenchServer server, Actor admin)
    {
        var importer = server.Services.GetRequiredService<DatasetImporter>();
        for (var dataset = 0; dataset < Datasets; dataset++)
        {
            using var file = new MemoryStream(Encoding.UTF8.GetBytes("name,age\n" + string.Concat(Enumerable.Range(0, 500).Select(row => $"p{row},{row + dataset}\n"))));
            await importer.ImportAsync(admin, $"people-{dataset}", "people.csv", file, DatasetImportOptions.Inferred, Now);
        }
    }

    /// <summary>Starts derivations into datasets of their own.</summary>
    private static async Task DeriveAsync(WorkbenchServer server, Actor admin)
    {
        var deriver = server.Services.GetRequiredService<DatasetDeriver>();
        for (var job = 0; job < Datasets * JobsEach; job++)
        {
            var order = new DerivationOrder(new Derivation(Filter: [string.Create(CultureInfo.InvariantCulture, $"age > {job}")]));
            await deriver.StartAsync(admin, $"people-{job % Datasets}", 1, order, $"derived-{job}", Now);
        }
    }

    /// <summary>Waits until each job has ended, and names those that did not complete.</summary>
    private async Task WaitForJobsAsync()
    {
        await Until.TrueAsync(async () => await _database.ReadAsync("SELECT \"Id\"::text FROM \"JobRuns\" WHERE \"State\" IN ('Queued', 'Running')") is { Count: 0 }, Now);
        Assert.Empty(await _database.ReadAsync("SELECT \"State\" || ', attempt ' || \"Attempt\" || ', ' || \"Title\" || ': ' || COALESCE(\"Reason\", '') FROM \"JobRuns\" WHERE \"State\" <> 'Completed'"));
    }

    private Task<ServerProcess> StartAsync(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("mlworkbench-process-").FullName;
        _folders.Add(folder);
        return ServerProcess.StartAsync(folder, Now, [.. _database.Arguments, NoLimits, .. settings]);
    }
}
