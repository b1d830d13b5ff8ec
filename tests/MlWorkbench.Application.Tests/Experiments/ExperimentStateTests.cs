using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Experiments;

/// <summary>An experiment and its job have the same state, on every path.</summary>
public sealed class ExperimentStateTests
{
    private static readonly ExperimentSpec LongSearch = new() { Target = "Class", BudgetSeconds = 300 };

    private static readonly DateTime Earlier = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_ThenEnd_BothRunAndComplete()
    {
        await using var bench = await ExperimentBench.StartAsync();
        var id = await bench.LaunchAsync(new ExperimentSpec { Target = "Class", MaxRuns = 1, BudgetSeconds = 300 });
        await AssertBothAsync(bench, id, JobState.Queued);

        var job = bench.StartNextJobAsync(Now);
        await WaitForStartAsync(bench, id, job);
        await AssertBothAsync(bench, id, JobState.Running);
        await job;

        await AssertBothAsync(bench, id, JobState.Completed);
        Assert.NotNull((await bench.GetAsync(id)).BestRunId);
    }

    [Fact]
    public async Task Stop_Queued_BothAreCancelledWithTheSameReason()
    {
        await using var bench = await ExperimentBench.StartAsync();
        var id = await bench.LaunchAsync(LongSearch);

        await bench.Get<ExperimentStopper>().StopAsync(bench.Admin, id, Now);

        await AssertBothAsync(bench, id, JobState.Cancelled);
        Assert.Equal("Stopped by Ada while it waited.", (await bench.GetAsync(id)).Reason);
    }

    [Fact]
    public async Task Cancel_QueuedJobOfAnExperiment_CancelsBoth()
    {
        await using var bench = await ExperimentBench.StartAsync();
        var id = await bench.LaunchAsync(LongSearch);

        await bench.Get<JobCancellation>().RequestAsync(bench.Admin, (await bench.Get<JobCatalog>().FindForAsync(id, Now))!.Id, Now);

        await AssertBothAsync(bench, id, JobState.Cancelled);
    }

    [Fact]
    public async Task Stop_Running_CancelsBoth()
    {
        await using var bench = await ExperimentBench.StartAsync();
        var id = await bench.LaunchAsync(LongSearch);
        var job = bench.StartNextJobAsync(Now);
        await WaitForStartAsync(bench, id, job);

        await bench.Get<ExperimentStopper>().StopAsync(bench.Admin, id, Now);
        await job;

        await AssertBothAsync(bench, id, JobState.Cancelled);
    }

    [Fact]
    public async Task Fail_TrainerMissing_BothFailWithTheSameReason()
    {
        await using var bench = await ExperimentBench.StartAsync();
        bench.Get<Microsoft.Extensions.Options.IOptions<TrainingOptions>>().Value.TrainerPath = "/nowhere/trainer.dll";
        var id = await bench.LaunchAsync(LongSearch);

        await bench.RunJobsAsync();

        await AssertBothAsync(bench, id, JobState.Failed);
        Assert.Equal((await bench.Get<JobCatalog>().FindForAsync(id, Now))!.Reason, (await bench.GetAsync(id)).Reason);
    }

    [Fact]
    public async Task Kill_ThenRecovery_BothAreQueuedAgainAndNoRunIsLeftRunning()
    {
        await using var bench = await ExperimentBench.StartAsync();
        var id = await bench.LaunchAsync(LongSearch);
        await using (var db = await bench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Now))
        {
            var (job, experiment) = (await db.JobRuns.SingleAsync(job => job.SubjectId == id, Now), await db.Experiments.SingleAsync(Now));
            (job.State, job.LeaseOwner, job.LeaseUntil, job.Attempt, experiment.State) = (JobState.Running, "elsewhere/1", Earlier, 1, ExperimentState.Running);
            db.Runs.Add(new Run { Id = Guid.CreateVersion7(), ExperimentId = id, Number = 1, Trainer = "lightgbm", Title = "LightGBM", State = RunState.Running, StartedAt = Earlier });
            await db.SaveChangesAsync(Now);
        }

        await bench.Get<JobRecovery>().LookAsync(Now);

        await AssertBothAsync(bench, id, JobState.Queued);
        Assert.Empty((await bench.GetAsync(id)).Runs);
    }

    [Fact]
    public async Task Launch_Refused_LeavesNeither()
    {
        await using var bench = await ExperimentBench.StartAsync(("Limits:Experiments", "0"));

        await Assert.ThrowsAsync<WorkbenchException>(() => bench.LaunchAsync(LongSearch));

        await using var db = await bench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Now);
        Assert.Equal((0, 0), (await db.Experiments.CountAsync(Now), await db.JobRuns.CountAsync(job => job.Kind == ExperimentJob.Kind, Now)));
    }

    /// <summary>If the experiment's row cannot be written, the job's row does not change either.</summary>
    [Fact]
    public async Task Start_ExperimentCannotBeWritten_ChangesNeither()
    {
        await using var bench = await ExperimentBench.StartAsync();
        var id = await bench.LaunchAsync(LongSearch);
        await bench.Database.RefuseAsync("Experiments", "UPDATE");

        await Assert.ThrowsAnyAsync<Exception>(() => bench.StartNextJobAsync(Now));

        await AssertBothAsync(bench, id, JobState.Queued);
    }

    private static async Task AssertBothAsync(ExperimentBench bench, Guid id, JobState state)
    {
        await using var db = await bench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Now);
        var both = await db.JobRuns.Where(job => job.SubjectId == id)
            .Join(db.Experiments, job => job.SubjectId, experiment => experiment.Id, (job, experiment) => new { Job = job.State, Experiment = experiment.State, JobEnded = job.EndedAt, ExperimentEnded = experiment.EndedAt })
            .SingleAsync(Now);
        Assert.Equal((state, state.ToString(), both.JobEnded), (both.Job, both.Experiment.ToString(), both.ExperimentEnded));
    }

    private static Task WaitForStartAsync(ExperimentBench bench, Guid id, Task job) =>
        Until.TrueAsync(async () => (await bench.GetAsync(id)).State == ExperimentState.Running, Now, () => Assert.False(job.IsCompleted));
}
