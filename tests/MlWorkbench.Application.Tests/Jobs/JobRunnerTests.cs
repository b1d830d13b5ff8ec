using Microsoft.Data.Sqlite;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Jobs;

public sealed class JobRunnerTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_JobThatEnds_IsCompletedWithItsLastWords()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        world.Script.Body = (context, _) =>
        {
            context.Report(0.5, "Half way");
            return Task.CompletedTask;
        };

        await world.Runner.RunAsync(id, Now);

        var job = await world.ReadAsync(id);
        Assert.Equal((JobState.Completed, 1, 1.0, "Half way"), (job.State, job.Attempt, job.Progress!.Value, job.ProgressText));
        Assert.NotNull(job.EndedAt);
    }

    [Fact]
    public async Task RunAsync_SameJobManyTimesAtOnce_RunsOnce()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        world.Script.Body = (_, stop) => Task.Delay(200, stop);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => world.Runner.RunAsync(id, Now), Now)));
        await world.Runner.RunAsync(id, Now);

        Assert.Equal(1, world.Script.Runs);
        Assert.Equal(JobState.Completed, (await world.ReadAsync(id)).State);
    }

    [Fact]
    public async Task RunAsync_LeaseHeldElsewhere_LeavesTheJobAloneUntilItEnds()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        await world.PretendRunningAsync(id, leaseFor: TimeSpan.FromSeconds(30));

        await world.Runner.RunAsync(id, Now);
        Assert.Equal(0, world.Script.Runs);

        world.Workbench.Clock.Advance(TimeSpan.FromSeconds(31));
        await world.Runner.RunAsync(id, Now);
        Assert.Equal(1, world.Script.Runs);
        Assert.Equal(JobState.Completed, (await world.ReadAsync(id)).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_DatabaseHeldByAnotherProgram_WaitsAndLosesNothing(bool heldAtStart)
    {
        await using var world = await JobWorld.StartAsync(new Dictionary<string, string?> { ["Storage:BusySeconds"] = "1" });
        var id = await world.AddAsync();
        await using var other = new SqliteConnection($"Data Source={Path.Combine(world.Workbench.Folder, "workbench.db")};Pooling=False");
        await other.OpenAsync(Now);
        var held = heldAtStart ? other.BeginTransaction(deferred: false) : null;
        world.Script.Body = (_, _) =>
        {
            held ??= other.BeginTransaction(deferred: false);
            return Task.CompletedTask;
        };

        var running = Task.Run(() => world.Runner.RunAsync(id, Now), Now);
        // Longer than a write waits by itself.
        await Task.Delay(TimeSpan.FromSeconds(2.5), Now);
        Assert.False(running.IsCompleted);
        await held!.DisposeAsync();
        while (!running.IsCompleted)
        {
            world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, Now);
        }

        await running;
        Assert.Equal(1, world.Script.Runs);
        Assert.Equal(JobState.Completed, (await world.ReadAsync(id)).State);
    }

    [Fact]
    public async Task RunAsync_JobThatRefuses_FailsWithTheSentence()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        world.Script.Body = (_, _) => throw WorkbenchException.Conflict("no", "The table is gone.");

        await world.Runner.RunAsync(id, Now);

        var job = await world.ReadAsync(id);
        Assert.Equal((JobState.Failed, "The table is gone."), (job.State, job.Reason));
    }

    [Fact]
    public async Task RunAsync_Shutdown_QueuesTheJobAgain()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        using var shutdown = new CancellationTokenSource();
        world.Script.Body = async (_, stop) =>
        {
            await shutdown.CancelAsync();
            await Task.Delay(Timeout.Infinite, stop);
        };

        await world.Runner.RunAsync(id, shutdown.Token);

        var job = await world.ReadAsync(id);
        Assert.Equal((JobState.Queued, (DateTime?)null), (job.State, job.EndedAt));
        world.Script.Body = (_, _) => Task.CompletedTask;
        await world.Runner.RunAsync(id, Now);
        Assert.Equal((JobState.Completed, 2), ((await world.ReadAsync(id)).State, (await world.ReadAsync(id)).Attempt));
    }

    [Fact]
    public async Task RunAsync_StoppedByAPersonWhileRunning_IsCancelledAtTheNextHeartbeat()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        var started = new TaskCompletionSource();
        world.Script.Body = (_, stop) =>
        {
            started.SetResult();
            return Task.Delay(Timeout.Infinite, stop);
        };
        var running = world.Runner.RunAsync(id, Now);
        await started.Task;

        await world.Workbench.Get<JobCancellation>().RequestAsync(world.Workbench.Admin, id, Now);
        while (!running.IsCompleted)
        {
            world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(running, Task.Delay(20, Now));
        }

        await running;
        Assert.Equal((JobState.Cancelled, "Stopped by a person."), ((await world.ReadAsync(id)).State, (await world.ReadAsync(id)).Reason));
    }

    [Fact]
    public async Task RunAsync_StoppedWhileQueued_LetsTheJobWriteDownThatItWasStopped()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        var told = false;
        world.Script.Body = (context, stop) =>
        {
            told = context.StopRequested && stop.IsCancellationRequested;
            return Task.CompletedTask;
        };

        await world.Workbench.Get<JobCancellation>().RequestAsync(world.Workbench.Admin, id, Now);
        await world.Runner.RunAsync(id, Now);

        Assert.True(told);
        Assert.Equal(JobState.Cancelled, (await world.ReadAsync(id)).State);
    }

    [Fact]
    public async Task RequestAsync_JobOfAnother_NeedsTheRightToOperate()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        var cancellation = world.Workbench.Get<JobCancellation>();
        var analyst = await SamplePeople.AddAsync(world.Workbench.Services, "ana", UserRole.Analyst);
        var operators = await SamplePeople.AddAsync(world.Workbench.Services, "otto", UserRole.Operator);

        Assert.Equal(ErrorKind.Forbidden, (await Assert.ThrowsAsync<WorkbenchException>(() => cancellation.RequestAsync(analyst, id, Now))).Kind);
        await cancellation.RequestAsync(operators, id, Now);

        Assert.True((await world.ReadAsync(id)).CancelRequested);
    }

    [Fact]
    public async Task RecoverAsync_AfterACrash_QueuesWhatRanAndWhatWaited()
    {
        await using var world = await JobWorld.StartAsync();
        var (ran, waited, ended) = (await world.AddAsync(), await world.AddAsync(), await world.AddAsync());
        await world.Runner.RunAsync(ended, Now);
        await world.PretendRunningAsync(ran, leaseFor: TimeSpan.FromMinutes(1));
        world.DrainQueue();

        await world.Workbench.Get<JobRecovery>().RecoverAsync(Now);
        await world.Workbench.RunJobsAsync();

        Assert.Equal(3, world.Script.Runs);
        Assert.Equal((JobState.Completed, 2), ((await world.ReadAsync(ran)).State, (await world.ReadAsync(ran)).Attempt));
        Assert.Equal((JobState.Completed, 1), ((await world.ReadAsync(waited)).State, (await world.ReadAsync(waited)).Attempt));
        Assert.Equal(1, (await world.ReadAsync(ended)).Attempt);
    }
}
