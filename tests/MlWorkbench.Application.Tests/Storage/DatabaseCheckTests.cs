using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Backups;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Storage;
using MlWorkbench.Application.Tests.Jobs;
using MlWorkbench.Application.Tests.Registry;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Storage;

public sealed class DatabaseCheckTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [SqliteFact]
    public async Task DailyCheck_DamageMadeWhileTheServerRuns_IsFoundAndEndsTheWrites()
    {
        // The clock runs far ahead of the check, whose limit must not end it.
        await using var workbench = await TestWorkbench.StartAsync(new Dictionary<string, string?> { ["Storage:CheckMinutes"] = "60000" });
        var check = Assert.Single(workbench.Services.GetServices<IHostedService>().OfType<DatabaseCheck>());
        await check.StartAsync(Cancellation);
        await WaitAsync(workbench, () => check.Last is not null);
        var first = check.Last!.At;
        await DamagedFile.OverwriteAsync(DatabaseOf(workbench), "Recipes");

        await WaitAsync(workbench, () => check.Last.FoundDamage);

        Assert.StartsWith("table Recipes, ", workbench.Get<StorageDamage>().Found!.What, StringComparison.Ordinal);
        Assert.True(check.Last.At - first >= TimeSpan.FromHours(24));
        var refused = StorageFailure.Find(await Assert.ThrowsAnyAsync<Exception>(() => SamplePeople.AddAsync(workbench.Services, "ben", UserRole.Viewer)));
        Assert.Equal((ErrorKind.Unavailable, "storage_read_only"), (refused!.Kind, refused.Code));
        Assert.Equal(1, (await workbench.Get<AuditTrail>().VerifyAsync(workbench.Admin, Cancellation)).Entries);
        await check.StopAsync(Cancellation);
    }

    [SqliteFact]
    public async Task CheckAtStart_OutOfTime_LeavesTheDamageToTheCheckBehindTheStart()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var damage = workbench.Get<StorageDamage>();
        var clock = new ImpatientClock();
        using var check = new DatabaseCheck(damage, workbench.Get<IOptions<StorageOptions>>(), clock, NullLogger<DatabaseCheck>.Instance);
        await DamagedFile.OverwriteAsync(DatabaseOf(workbench), "Recipes");

        await check.CheckAtStartAsync(Cancellation);
        Assert.False(check.Last!.IsComplete);
        Assert.Null(damage.Found);

        clock.IsImpatient = false;
        Assert.True(await check.LookAsync(Cancellation));
        Assert.NotNull(damage.Found);
    }

    [SqliteFact]
    public async Task LookAsync_WholeDatabase_ChecksOnceADayAndFindsNothing()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var check = workbench.Get<DatabaseCheck>();

        Assert.True(await check.LookAsync(Cancellation));
        Assert.True(check.Last!.IsComplete);
        Assert.False(await check.LookAsync(Cancellation));
        workbench.Clock.Advance(TimeSpan.FromHours(24));
        Assert.True(await check.LookAsync(Cancellation));
        Assert.Null(workbench.Get<StorageDamage>().Found);
    }

    [SqliteFact]
    public async Task Query_MeetsADamagedPage_EndsTheWrites()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await DamagedFile.OverwriteAsync(DatabaseOf(workbench), "Recipes");
        // Pooled connections have the page in memory.
        workbench.CloseIdleConnections();

        var met = await Assert.ThrowsAnyAsync<Exception>(() => workbench.Get<RecipeCatalog>().ListAsync(workbench.Admin, new ListQuery(), Cancellation));
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => workbench.Get<ApiTokens>().IssueAsync(workbench.Admin, new TokenOrder("late"), Cancellation));

        Assert.Equal("storage_damaged", StorageFailure.Find(met)!.Code);
        Assert.Equal("storage_read_only", StorageFailure.Find(refused)!.Code);
    }

    [SqliteFact]
    public async Task BackgroundWork_OnceDamaged_LeavesTheDatabaseAlone()
    {
        await using var world = await JobWorld.StartAsync();
        var (workbench, id) = (world.Workbench, await world.AddAsync());
        Assert.True(workbench.Queue.TryDequeue(out _));
        workbench.Get<TokenUses>().NoteUse(Guid.CreateVersion7(), workbench.Clock.GetUtcNow().UtcDateTime);
        workbench.Get<StorageDamage>().Report("a test reports it");
        workbench.Clock.Advance(TimeSpan.FromDays(2));

        Assert.False(await workbench.Get<BackupSchedule>().LookAsync(Cancellation));
        Assert.False(await workbench.Get<DatabaseCheck>().LookAsync(Cancellation));
        Assert.Equal(0, await workbench.Get<PredictionLogRetention>().DeleteOldAsync(Cancellation));
        await workbench.Get<TokenUses>().StopAsync(Cancellation);
        await workbench.Get<JobRecovery>().RecoverAsync(Cancellation);
        Assert.False(workbench.Queue.TryDequeue(out _));
        await world.RunNextAsync();
        Assert.Equal((0, JobState.Queued), (world.Script.Runs, (await world.ReadAsync(id)).State));
    }

    [SqliteFact]
    public async Task RunNextAsync_DamageIsFoundMeanwhile_StopsTheJobAndLeavesItsRow()
    {
        await using var world = await JobWorld.StartAsync();
        var (id, started) = (await world.AddAsync(), new TaskCompletionSource());
        world.Script.Body = (_, stop) =>
        {
            started.SetResult();
            return Task.Delay(Timeout.Infinite, stop);
        };
        var running = Task.Run(world.RunNextAsync, Cancellation);
        await started.Task.WaitAsync(Cancellation);

        world.Workbench.Get<StorageDamage>().Report("a test reports it");
        await Until.EndedAsync(running, Cancellation, () => world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1)));
        await world.RunNextAsync();
        Assert.Equal((1, JobState.Running), (world.Script.Runs, (await world.ReadAsync(id)).State));
    }

    [SqliteFact]
    public async Task PredictAsync_OnceDamaged_AnswersAndCountsWhatIsNotLogged()
    {
        await using var world = await RegistryWorld.StartAsync(new Dictionary<string, string?> { ["Storage:BusySeconds"] = "1" });
        await world.PromoteNewAsync();
        var (server, writer) = (world.Workbench.Get<PredictionServer>(), world.Workbench.Get<PredictionLogWriter>());
        var rows = System.Text.Json.JsonDocument.Parse("""[{"age": 30}, {"age": 31}]""").RootElement;
        await server.PredictAsync(world.Analyst, "churn", null, new PredictionRequest(rows), Cancellation);

        // The two rows that wait to be logged, and two more.
        world.Workbench.Get<StorageDamage>().Report("a test reports it");
        await server.PredictAsync(world.Analyst, "churn", null, new PredictionRequest(rows), Cancellation);
        await writer.StartAsync(Cancellation);
        await writer.StoppedAsync(Cancellation);

        Assert.Equal((4, 0), (writer.Dropped, writer.Batches));
    }

    [SqliteFact]
    public async Task PredictAsync_EndpointThatWaitsForItsLogOnceDamaged_IsRefused()
    {
        await using var world = await RegistryWorld.StartAsync();
        await world.PromoteNewAsync();
        await world.Workbench.Get<EndpointLogging>().SetAsync(world.Workbench.Admin, "churn", new EndpointLog(LogWhenFull.Wait, null), Cancellation);
        world.Workbench.Get<StorageDamage>().Report("a test reports it");
        var rows = System.Text.Json.JsonDocument.Parse("""[{"age": 30}]""").RootElement;

        var refused = await Assert.ThrowsAsync<WorkbenchException>(() => world.Workbench.Get<PredictionServer>().PredictAsync(world.Analyst, "churn", null, new PredictionRequest(rows), Cancellation));

        Assert.Equal((ErrorKind.Unavailable, "storage_read_only"), (refused.Kind, refused.Code));
    }

    private static string DatabaseOf(TestWorkbench workbench) => Path.Combine(workbench.Folder, "workbench.db");

    private static Task WaitAsync(TestWorkbench workbench, Func<bool> isDone) =>
        Until.TrueAsync(isDone, Cancellation, () => workbench.Clock.Advance(TimeSpan.FromMinutes(20)));

    /// <summary>A clock whose timers elapse immediately.</summary>
    private sealed class ImpatientClock : TimeProvider
    {
        public bool IsImpatient { get; set; } = true;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (IsImpatient)
            {
                callback(state);
            }

            return base.CreateTimer(callback, state, IsImpatient ? Timeout.InfiniteTimeSpan : dueTime, period);
        }
    }
}
