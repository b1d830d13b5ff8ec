using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Experiments;

/// <summary>Effect of kill -9 on the site or the Trainer during a search. The built site runs as its own process.</summary>
public sealed class CrashRecoveryTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>More time and runs than the tests need. They stop the search, so that the kill always meets a running one.</summary>
    private const double BudgetSeconds = 3_000;

    private const int MaxRuns = 1_000;

    /// <summary>On a busy machine, a stopped search may take minutes to evaluate its best run.</summary>
    private const string Patient = "--Training:StopGraceSeconds=1200";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string _folder = Directory.CreateTempSubdirectory("mlworkbench-crash-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Search_ServerKilled_GoesOnAtTheNextStart()
    {
        Guid id;
        JsonElement before;
        using (var server = await ServerProcess.StartAsync(_folder, TestContext.Current.CancellationToken, Patient))
        {
            var experiments = new ExperimentClient(server.Admin);
            await experiments.UploadCreditAsync();
            id = await experiments.StartAsync(new { dataset = "credit", target = "Class", budgetSeconds = BudgetSeconds, maxRuns = MaxRuns });
            before = await experiments.WaitForRunsAsync(id, 2);
            await server.KillAsync();
        }

        await WaitForTrainersToEndAsync();
        CheckDatabase(id, ended: false);

        using var second = await ServerProcess.StartAsync(_folder, TestContext.Current.CancellationToken, Patient);
        var resumed = new ExperimentClient(second.Admin);
        await resumed.WaitForOneMoreRunAsync(id);
        await resumed.StopAsync(id);
        var ended = await resumed.WaitForEndAsync(id);

        await second.KillAsync();
        Check(before, ended, "The server was killed");
        CheckDatabase(id, ended: true);
    }

    [Fact]
    public async Task Search_TrainerKilled_GoesOnInANewOne()
    {
        using var server = await ServerProcess.StartAsync(_folder, TestContext.Current.CancellationToken, Patient);
        var experiments = new ExperimentClient(server.Admin);
        await experiments.UploadCreditAsync();
        var id = await experiments.StartAsync(new { dataset = "credit", target = "Class", budgetSeconds = BudgetSeconds, maxRuns = MaxRuns });
        var before = await experiments.WaitForRunsAsync(id, 2);

        var trainer = Assert.Single(TrainerProgram.ProcessesIn(_folder));
        TrainerProgram.Kill(trainer);
        await TrainerProgram.WaitForNextAsync(_folder, trainer, TestContext.Current.CancellationToken);
        await experiments.WaitForOneMoreRunAsync(id);
        await experiments.StopAsync(id);
        var ended = await experiments.WaitForEndAsync(id);

        await server.KillAsync();
        Check(before, ended, "The Trainer was killed");
        CheckDatabase(id, ended: true);
    }

    private void Check(JsonElement before, JsonElement ended, string what)
    {
        var kept = ExperimentClient.CompletedRuns(before);
        var all = ExperimentClient.CompletedRuns(ended);
        var spent = ended.GetProperty("elapsedSeconds").GetDouble();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what} after {kept.Count} runs and {before.GetProperty("elapsedSeconds").GetDouble():0.0} s; {all.Count} runs at the end, {spent:0.0} s spent."));
        Assert.Equal("cancelled", ended.GetProperty("state").GetString());
        Assert.Subset(all.ToHashSet(), kept.ToHashSet());
        Assert.Equal(ended.GetProperty("runs").GetArrayLength(), ExperimentClient.Runs(ended).Select(run => run.GetProperty("number").GetInt32()).Distinct().Count());
        Assert.InRange(spent, before.GetProperty("elapsedSeconds").GetDouble(), BudgetSeconds);
        Assert.DoesNotContain(ExperimentClient.Runs(ended), run => run.GetProperty("state").GetString() == "running");
    }

    private async Task WaitForTrainersToEndAsync()
    {
        var watch = Stopwatch.StartNew();
        while (TrainerProgram.ProcessesIn(_folder).Count > 0)
        {
            Assert.True(watch.Elapsed < Patience, "The Trainer outlived its server.");
            await Task.Delay(50);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The Trainer ended {watch.Elapsed.TotalSeconds:0.0} s after its server."));
    }

    /// <summary>Checks that pages, contents and rows are complete.</summary>
    private void CheckDatabase(Guid id, bool ended)
    {
        Assert.Empty(StoredTruth.FindFaults(_folder));
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "workbench.db")};Pooling=False");
        connection.Open();
        Assert.Equal(0L, Ask<long>(connection, "SELECT count(*) FROM Runs WHERE State = 'Completed' AND (SELECT count(*) FROM RunArtifacts WHERE RunId = Runs.Id AND Path IN ('model.zip', 'oof.bin')) < 2"));
        Assert.Equal(0L, Ask<long>(connection, "SELECT count(*) FROM Runs WHERE State = 'Completed' AND NOT EXISTS (SELECT 1 FROM RunMetrics WHERE RunId = Runs.Id AND Name = Runs.Metric AND Split = 'Validation' AND IsLast)"));
        Assert.Equal(0L, Ask<long>(connection, "SELECT count(*) FROM (SELECT Number FROM Runs WHERE ExperimentId = $id GROUP BY Number HAVING count(*) > 1)", id));
        if (ended)
        {
            Assert.Equal("Cancelled", Ask<string>(connection, "SELECT State FROM JobRuns WHERE SubjectId = $id", id));
            Assert.Equal(0L, Ask<long>(connection, "SELECT count(*) FROM Runs WHERE State = 'Running'"));
            Assert.Equal(1L, Ask<long>(connection, "SELECT count(*) FROM Evaluations WHERE Split = 'Test' AND SubjectId = (SELECT BestRunId FROM Experiments WHERE Id = $id)", id));
        }
    }

    private static T Ask<T>(SqliteConnection connection, string sql, Guid? id = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (id is not null)
        {
            command.Parameters.AddWithValue("$id", id);
        }

        return (T)command.ExecuteScalar()!;
    }
}
