using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Jobs;

public sealed class JobRunnerTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunNextAsync_JobThatEnds_IsCompletedWithItsLastWords()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        world.Script.Body = (context, _) =>
        {
            context.Report(0.5, Statement.Of("import_storing"));
            return Task.CompletedTask;
        };

        await world.RunNextAsync();

        var job = await world.ReadAsync(id);
        Assert.Equal((JobState.Completed, 1, 1.0, "import_storing"), (job.State, job.Attempt, job.Progress!.Value, job.ProgressText!.Code));
        var summary = await world.Workbench.Get<JobCatalog>().FindForAsync(job.SubjectId, Now);
        Assert.Equal(("Storing the table", "import_storing"), (summary!.ProgressText, summary.ProgressCode));
        Assert.NotNull(job.EndedAt);
    }

    [Fact]
    public async Task RunNextAsync_SameJobManyTimesAtOnce_RunsOnce()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        world.Script.Body = (_, stop) => Task.Delay(200, stop);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => world.RunNextAsync(), Now)));
        await world.RunNextAsync();

        Assert.Equal(1, world.Script.Runs);
        Assert.Equal(JobState.Completed, (await world.ReadAsync(id)).State);
    }

    [Fact]
    public async Task RunNextAsync_LeaseHeldElsewhere_LeavesTheJobAloneUntilItEnds()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        await world.PretendRunningAsync(id, leaseFor: TimeSpan.FromSeconds(30));

        await world.RunNextAsync();
        Assert.Equal(0, world.Script.Runs);

        world.Workbench.Clock.Advance(TimeSpan.FromSeconds(31));
        await world.RunNextAsync();
        Assert.Equal(1, world.Script.Runs);
        Assert.Equal(JobState.Completed, (await world.ReadAsync(id)).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunNextAsync_DatabaseHeldByAnotherProgram_WaitsAndLosesNothing(bool heldAtStart)
    {
        await using var world = await JobWorld.StartAsync(new Dictionary<string, string?> { ["Storage:BusySeconds"] = "1" });
        var id = await world.AddAsync();
        var held = heldAtStart ? await world.Workbench.Database.HoldAsync() : null;
        world.Script.Body = async (_, _) => held ??= await world.Workbench.Database.HoldAsync();

        var running = Task.Run(world.RunNextAsync, Now);
        await Until.TrueAsync(() => running.IsCompleted || world.Workbench.Log.Lines.Any(line => line.Contains("waits for the write of its row", StringComparison.Ordinal)), Now);
        Assert.False(running.IsCompleted);
        await held!.DisposeAsync();
        await Until.EndedAsync(running, Now, () => world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1)));
        Assert.Equal(1, world.Script.Runs);
        Assert.Equal(JobState.Completed, (await world.ReadAsync(id)).State);
    }

    [Fact]
    public async Task RunNextAsync_JobThatRefuses_FailsWithTheSentence()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        world.Script.Body = (_, _) => throw WorkbenchException.Conflict("no", "The table is gone.");

        await world.RunNextAsync();

        var job = await world.ReadAsync(id);
        Assert.Equal((JobState.Failed, "no", "The table is gone."), (job.State, job.Reason!.Code, JobReasonText.Of(job.Reason)));
    }

    [Fact]
    public async Task RunNextAsync_UnexpectedError_FailsWithoutTheErrorsText()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        world.Script.Body = (_, _) => throw new FileNotFoundException("Could not find file '/srv/secret/place.arrow'.");

        await world.RunNextAsync();

        var job = await world.ReadAsync(id);
        Assert.Equal((JobState.Failed, "job_failed"), (job.State, job.Reason!.Code));
    }

    [Fact]
    public async Task RunNextAsync_Shutdown_QueuesTheJobAgain()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        using var shutdown = new CancellationTokenSource();
        world.Script.Body = async (_, stop) =>
        {
            await shutdown.CancelAsync();
            await Task.Delay(Timeout.Infinite, stop);
        };

        await world.Runner.RunNextAsync(JobQueues.Default, shutdown.Token);

        var job = await world.ReadAsync(id);
        Assert.Equal((JobState.Queued, (DateTime?)null), (job.State, job.EndedAt));
        world.Script.Body = (_, _) => Task.CompletedTask;
        await world.RunNextAsync();
        Assert.Equal((JobState.Completed, 2), ((await world.ReadAsync(id)).State, (await world.ReadAsync(id)).Attempt));
    }

    [Fact]
    public async Task RunNextAsync_StoppedByAPersonWhileRunning_IsCancelledAtTheNextHeartbeat()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        var started = new TaskCompletionSource();
        world.Script.Body = (_, stop) =>
        {
            started.SetResult();
            return Task.Delay(Timeout.Infinite, stop);
        };
        var running = world.RunNextAsync();
        await started.Task;

        await world.Workbench.Get<JobCancellation>().RequestAsync(world.Workbench.Admin, id, Now);
        await Until.EndedAsync(running, Now, () => world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1)));
        Assert.Equal((JobState.Cancelled, "job_stopped"), ((await world.ReadAsync(id)).State, (await world.ReadAsync(id)).Reason!.Code));
    }

    [Fact]
    public async Task RequestAsync_QueuedJob_IsCancelledAndNeverRuns()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();

        await world.Workbench.Get<JobCancellation>().RequestAsync(world.Workbench.Admin, id, Now);
        await world.RunNextAsync();

        var job = await world.ReadAsync(id);
        Assert.Equal((JobState.Cancelled, "job_stopped_while_queued", "Ada", 0), (job.State, job.Reason!.Code, job.Reason.Values["person"], world.Script.Runs));
        Assert.NotNull(job.EndedAt);
    }

    [Fact]
    public async Task RunNextAsync_JobTakenOverByAnotherProcess_CanWriteNothingMore()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        Exception? refusal = null;
        world.Script.Body = async (context, stop) =>
        {
            await world.TakeOverAsync(id);
            var late = Statement.Of("import_storing");
            refusal = await Record.ExceptionAsync(() => context.WriteAsync(db => db.JobRuns.Where(job => job.Id == id).ExecuteUpdateAsync(set => set.SetProperty(job => job.ProgressText, late), stop), stop));
        };

        await world.RunNextAsync();

        Assert.IsType<JobLostException>(refusal);
        var job = await world.ReadAsync(id);
        Assert.Equal((JobState.Running, "elsewhere/1", 2, (Statement?)null), (job.State, job.LeaseOwner, job.Attempt, job.ProgressText));
        Assert.Null(job.EndedAt);
    }

    [Fact]
    public async Task RunNextAsync_JobTakenOverByAnotherProcess_IsStoppedAtTheNextHeartbeat()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        var taken = new TaskCompletionSource();
        world.Script.Body = async (_, stop) =>
        {
            await world.TakeOverAsync(id);
            taken.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
        };

        var running = world.RunNextAsync();
        await taken.Task;
        await Until.EndedAsync(running, Now, () => world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1)));
        Assert.Equal((JobState.Running, "elsewhere/1"), ((await world.ReadAsync(id)).State, (await world.ReadAsync(id)).LeaseOwner));
    }

    [Fact]
    public async Task LookAsync_JobDueLater_WaitsForItsTimeAndRunsOnce()
    {
        await using var world = await JobWorld.StartAsync();
        var recovery = world.Workbench.Get<JobRecovery>();
        await recovery.RecoverAsync(Now);
        var id = await world.AddAsync(dueAfter: TimeSpan.FromMinutes(10));

        await world.RunNextAsync();
        await recovery.LookAsync(Now);
        Assert.Equal((0, 0), (world.Script.Runs, world.Workbench.Queue.Count));

        world.Workbench.Clock.Advance(TimeSpan.FromMinutes(11));
        await recovery.LookAsync(Now);
        await recovery.LookAsync(Now);
        Assert.Equal(1, world.Workbench.Queue.Count);
        await world.Workbench.RunJobsAsync();
        Assert.Equal((JobState.Completed, 1), ((await world.ReadAsync(id)).State, world.Script.Runs));
    }

    [Fact]
    public async Task LookAsync_CallsLostWithAProcess_AreRepeatedOnceForEachWaitingJob()
    {
        await using var world = await JobWorld.StartAsync();
        await world.AddAsync();
        await world.AddAsync();
        world.DrainQueue();
        await world.AddAsync();

        await world.Workbench.Get<JobRecovery>().LookAsync(Now);

        Assert.Equal(3, world.Workbench.Queue.Count);
    }

    [Fact]
    public async Task LookAsync_LeaseOfAnotherProcess_IsLeftUntilItEnds()
    {
        await using var world = await JobWorld.StartAsync();
        var recovery = world.Workbench.Get<JobRecovery>();
        var id = await world.AddAsync();
        await world.PretendRunningAsync(id, leaseFor: TimeSpan.FromSeconds(30));
        world.DrainQueue();

        await recovery.LookAsync(Now);
        Assert.Equal((JobState.Running, 0), ((await world.ReadAsync(id)).State, world.Workbench.Queue.Count));

        world.Workbench.Clock.Advance(TimeSpan.FromSeconds(31));
        await recovery.LookAsync(Now);
        await recovery.LookAsync(Now);
        Assert.Equal((JobState.Queued, 1), ((await world.ReadAsync(id)).State, world.Workbench.Queue.Count));
        await world.Workbench.RunJobsAsync();
        Assert.Equal((JobState.Completed, 2), ((await world.ReadAsync(id)).State, (await world.ReadAsync(id)).Attempt));
    }

    [Fact]
    public async Task LookAsync_AbandonedJobWithAStopRequest_IsCancelled()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        await world.PretendRunningAsync(id, leaseFor: TimeSpan.FromSeconds(30));
        await world.Workbench.Get<JobCancellation>().RequestAsync(world.Workbench.Admin, id, Now);
        world.Workbench.Clock.Advance(TimeSpan.FromSeconds(31));

        await world.Workbench.Get<JobRecovery>().LookAsync(Now);
        await world.Workbench.RunJobsAsync();

        Assert.Equal((JobState.Cancelled, 0), ((await world.ReadAsync(id)).State, world.Script.Runs));
    }

    [Fact]
    public async Task FindRevisionAsync_StateAndProgress_ChangeIt()
    {
        await using var world = await JobWorld.StartAsync();
        var subject = (await world.ReadAsync(await world.AddAsync())).SubjectId;
        var catalog = world.Workbench.Get<JobCatalog>();
        var (started, end) = (new TaskCompletionSource<JobContext>(), new TaskCompletionSource());
        world.Script.Body = (context, _) =>
        {
            started.SetResult(context);
            return end.Task;
        };

        var queued = await catalog.FindRevisionAsync(subject, Now);
        var running = world.RunNextAsync();
        var context = await started.Task;
        var begun = await catalog.FindRevisionAsync(subject, Now);
        Assert.Equal(begun, await catalog.FindRevisionAsync(subject, Now));
        context.Report(0.5, Statement.Of("import_storing"));
        await Until.TrueAsync(async () => await catalog.FindRevisionAsync(subject, Now) != begun, Now, () => world.Workbench.Clock.Advance(TimeSpan.FromSeconds(1)));

        var reported = await catalog.FindRevisionAsync(subject, Now);
        end.SetResult();
        await running;

        Assert.Equal(4, new[] { queued, begun, reported, await catalog.FindRevisionAsync(subject, Now) }.Distinct().Count());
    }

    /// <summary>A heartbeat delayed by a minute, as by a locked database, must not start the job a second time.</summary>
    [Fact]
    public async Task RunNextAsync_LeaseOfThisProcessRanOut_LeavesTheJobAlone()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        var (started, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        world.Script.Body = (_, _) =>
        {
            started.TrySetResult();
            return end.Task;
        };
        var running = world.RunNextAsync();
        await started.Task;
        await world.EndLeaseAsync(id);

        await world.RunNextAsync();

        Assert.Equal(1, world.Script.Runs);
        end.SetResult();
        await running;
        Assert.Equal((JobState.Completed, 1), ((await world.ReadAsync(id)).State, (await world.ReadAsync(id)).Attempt));
    }

    [Fact]
    public async Task RunNextAsync_HundredJobsOfOnePersonWait_TheNextIsTheOtherPersons()
    {
        await using var world = await JobWorld.StartAsync(new Dictionary<string, string?> { ["Limits:Jobs"] = "200" });
        var other = await SamplePeople.AddAsync(world.Workbench.Services, "ben", UserRole.Analyst);
        for (var i = 0; i < 100; i++)
        {
            await world.AddAsync();
        }

        await world.RunNextAsync();
        var (first, second) = (await world.AddAsync(other), await world.AddAsync(other));
        var places = (await world.Workbench.Get<JobCatalog>().ListAsync(other, new ListQuery(Limit: 200), JobState.Queued, Now)).Items.ToDictionary(job => job.Id, job => job.QueuePosition);
        await world.RunNextAsync();
        var afterOne = (await world.ReadAsync(first)).State;
        await world.RunNextAsync();
        var afterTwo = (await world.ReadAsync(second)).State;
        await world.RunNextAsync();

        Assert.Equal((JobState.Completed, JobState.Queued, JobState.Completed), (afterOne, afterTwo, (await world.ReadAsync(second)).State));
        Assert.Equal((1, 3), (places[first], places[second]));
        Assert.Equal(Enumerable.Range(1, 101), places.Values.Order().Select(place => place!.Value));
    }

    [Fact]
    public async Task AddAsync_MoreThanOnePersonMayHave_IsRefusedUntilOneEnds()
    {
        await using var world = await JobWorld.StartAsync(new Dictionary<string, string?> { ["Limits:Jobs"] = "2" });
        var other = await SamplePeople.AddAsync(world.Workbench.Services, "ben", UserRole.Analyst);
        await world.AddAsync();
        await world.AddAsync();

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => world.AddAsync());
        await world.AddAsync(other);
        await world.RunNextAsync();
        await world.AddAsync();

        Assert.Equal((ErrorKind.TooMany, "limit_reached"), (refusal.Kind, refusal.Code));
        Assert.Contains("Limits:Jobs", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(refusal.RetryAfter);
    }

    [Fact]
    public async Task RunNextAsync_ClockGoesBackwards_PeopleStillTakeTurns()
    {
        await using var world = await JobWorld.StartAsync();
        var other = await SamplePeople.AddAsync(world.Workbench.Services, "ben", UserRole.Analyst);
        for (var i = 0; i < 3; i++)
        {
            await world.AddAsync();
            await world.AddAsync(other);
        }

        List<Guid> order = [];
        for (var i = 0; i < 6; i++)
        {
            await world.RunNextAsync();
            order.Add(await world.LastStartedByAsync());
            world.Workbench.Clock.AdjustTime(world.Workbench.Clock.GetUtcNow() - TimeSpan.FromHours(1));
        }

        Guid[] round = [world.Workbench.Admin.UserId, other.UserId];
        Assert.Equal([.. round, .. round, .. round], order);
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

        Assert.Equal(JobState.Cancelled, (await world.ReadAsync(id)).State);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 61)]
    public async Task RecoverAsync_AfterACrash_QueuesWhatRanAndWhatWaited(bool holdsTheFolder, int secondsLater)
    {
        Assert.SkipWhen(holdsTheFolder && TestDatabase.IsPostgres, "Processes that share a database do not lock the folder.");
        await using var world = await JobWorld.StartAsync();
        var ended = await world.AddAsync();
        await world.RunNextAsync();
        var (ran, waited) = (await world.AddAsync(), await world.AddAsync());
        await world.PretendRunningAsync(ran, leaseFor: TimeSpan.FromMinutes(1));
        world.DrainQueue();
        world.Workbench.Clock.Advance(TimeSpan.FromSeconds(secondsLater));
        if (holdsTheFolder)
        {
            world.Workbench.Get<InstanceLock>().Acquire();
        }

        await world.Workbench.Get<JobRecovery>().RecoverAsync(Now);
        await world.Workbench.RunJobsAsync();

        Assert.Equal(3, world.Script.Runs);
        Assert.Equal((JobState.Completed, 2), ((await world.ReadAsync(ran)).State, (await world.ReadAsync(ran)).Attempt));
        Assert.Equal((JobState.Completed, 1), ((await world.ReadAsync(waited)).State, (await world.ReadAsync(waited)).Attempt));
        Assert.Equal(1, (await world.ReadAsync(ended)).Attempt);
    }

    [Fact]
    public async Task RecoverAsync_LeaseOfAProcessThatMayRun_LeavesTheJobAlone()
    {
        await using var world = await JobWorld.StartAsync();
        var id = await world.AddAsync();
        await world.PretendRunningAsync(id, leaseFor: TimeSpan.FromMinutes(1));
        world.DrainQueue();

        await world.Workbench.Get<JobRecovery>().RecoverAsync(Now);

        Assert.Equal((JobState.Running, 0), ((await world.ReadAsync(id)).State, world.Workbench.Queue.Count));
    }
}
