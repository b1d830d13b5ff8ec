using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Experiments;

/// <summary>Effect of kill -9 on the site or the Trainer during a search. The built site runs as its own process.</summary>
public sealed class CrashRecoveryTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>The search ends by its number of runs, so that a busy machine does not affect the test.</summary>
    private const double BudgetSeconds = 600;

    private const int MaxRuns = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string _folder = Directory.CreateTempSubdirectory("mlworkbench-crash-").FullName;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Search_ServerKilled_GoesOnAtTheNextStart()
    {
        Guid id;
        JsonElement before;
        using (var server = await ServerProcess.StartAsync(_folder, TestContext.Current.CancellationToken))
        {
            var experiments = new ExperimentClient(server.Admin);
            await experiments.UploadCreditAsync();
            id = await experiments.StartAsync(new { dataset = "credit", target = "Class", budgetSeconds = BudgetSeconds, maxRuns = MaxRuns });
            before = await experiments.WaitForRunsAsync(id, 2);
            await server.KillAsync();
        }

        await WaitForTrainersToEndAsync();
        CheckDatabase(id, ended: false);

        using var second = await ServerProcess.StartAsync(_folder, TestContext.Current.CancellationToken);
        var ended = await new ExperimentClient(second.Admin).WaitForEndAsync(id);

        await second.KillAsync();
        Check(before, ended, "The server was killed");
        CheckDatabase(id, ended: true);
    }

    [Fact]
    public async Task Search_TrainerKilled_GoesOnInANewOne()
    {
        using var server = await ServerProcess.StartAsync(_folder, TestContext.Current.CancellationToken);
        var experiments = new ExperimentClient(server.Admin);
        await experiments.UploadCreditAsync();
        var id = await experiments.StartAsync(new { dataset = "credit", target = "Class", budgetSeconds = BudgetSeconds, maxRuns = MaxRuns });
        var before = await experiments.WaitForRunsAsync(id, 2);

        TrainerProgram.Kill(Assert.Single(TrainerProgram.ProcessesIn(_folder)));
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
        Assert.Equal("completed", ended.GetProperty("state").GetString());
        Assert.Subset(all.ToHashSet(), kept.ToHashSet());
        Assert.True(all.Count > kept.Count, "Nothing was trained after the crash.");
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
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "workbench.db")}");
        connection.Open();
        Assert.Equal(0L, Ask<long>(connection, "SELECT count(*) FROM Runs WHERE State = 'Completed' AND (PackageDigest IS NULL OR OutOfFoldDigest IS NULL OR Result IS NULL OR ValidationValue IS NULL)"));
        Assert.Equal(0L, Ask<long>(connection, "SELECT count(*) FROM Runs WHERE PackageDigest NOT IN (SELECT Digest FROM Contents) OR OutOfFoldDigest NOT IN (SELECT Digest FROM Contents)"));
        Assert.Equal(0L, Ask<long>(connection, "SELECT count(*) FROM (SELECT Number FROM Runs WHERE ExperimentId = $id GROUP BY Number HAVING count(*) > 1)", id));
        if (ended)
        {
            Assert.Equal("Completed", Ask<string>(connection, "SELECT State FROM JobRuns WHERE SubjectId = $id", id));
            Assert.Equal(0L, Ask<long>(connection, "SELECT count(*) FROM Runs WHERE State = 'Running'"));
            Assert.Equal(1L, Ask<long>(connection, "SELECT count(*) FROM Evaluations WHERE RunId = (SELECT BestRunId FROM Experiments WHERE Id = $id)", id));
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
