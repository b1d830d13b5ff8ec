using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Engine.Evaluations.Segments;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Experiments;

/// <summary>The job with the real Trainer process on real rows.</summary>
public sealed class ExperimentJobTests
{
    /// <summary>Searches end by their number of runs or by a stop request. On a busy machine, the Trainer has a low priority and may take minutes.</summary>
    private const double BudgetSeconds = 3_000;

    /// <summary>A search that does not end during a test.</summary>
    private static readonly ExperimentSpec LongSearch = new()
    {
        Target = "Class",
        MaxRuns = 1_000,
        BudgetSeconds = BudgetSeconds,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_FewRuns_CompletesWithBestBaselineAndEvaluations()
    {
        await using var bench = await ExperimentBench.StartAsync();
        using var runs = new MetricCollector<long>(bench.Get<IMeterFactory>(), "MlWorkbench", "mlworkbench.search.runs");
        var id = await bench.LaunchAsync(new ExperimentSpec { Target = "Class", MaxRuns = 4, BudgetSeconds = BudgetSeconds });

        await bench.RunJobsAsync();

        var experiment = await bench.GetAsync(id);
        Assert.Equal((ExperimentState.Completed, null), (experiment.State, experiment.Reason));
        Assert.Equal("auc", experiment.Plan!.Metric);
        Assert.Equal("Bad", experiment.Plan.PositiveClass);
        Assert.Equal(experiment.Runs.Count, experiment.Runs.Select(run => run.Number).Distinct().Count());
        Assert.Equal(
            experiment.Runs.Select(ended => (ended.Trainer, Outcome: WorkbenchTelemetry.WordOf(ended.State))).Order(),
            runs.GetMeasurementSnapshot().Select(ended => ((string)ended.Tags["trainer"]!, (string)ended.Tags["outcome"]!)).Order());
        Assert.True(experiment.Best!.Validation!.Value > 0.7);
        Assert.Equal(0.5, experiment.Baseline!.Validation!.Value, 12);
        Assert.NotNull(experiment.Best.Test);
        Assert.NotNull(experiment.Best.Worst);
        Assert.InRange(experiment.SpentSeconds, 0.1, BudgetSeconds);

        var run = await bench.Get<RunCatalog>().GetAsync(bench.Admin, experiment.BestRunId!.Value, Cancellation);
        Assert.NotEmpty(run.Evaluation!.Importance);
        Assert.NotNull(run.Baseline);
        Assert.True(run.AgainstBaseline!.Paired);
        Assert.Equal(ComparisonOutcome.Better, run.AgainstBaseline.Outcome);
        Assert.All(run.Evaluation.Importance, column => Assert.NotNull(column.StandardDeviation));
        var (path, name) = await bench.Get<RunCatalog>().GetPackageAsync(bench.Admin, run.Summary.Id, Cancellation);
        Assert.Equal(run.PackageBytes, new FileInfo(path).Length);
        Assert.EndsWith("-model.zip", name, StringComparison.Ordinal);

        var list = await bench.Get<ExperimentCatalog>().ListAsync(bench.Admin, new ListQuery("CREDIT"), ExperimentState.Completed, Cancellation);
        Assert.Equal(experiment.Best.Validation, Assert.Single(list.Items).Best);

        var ids = experiment.Runs.Where(candidate => candidate.State == RunState.Completed).Select(candidate => candidate.Id).ToList();
        var comparison = await bench.Get<RunComparer>().CompareAsync(bench.Admin, ids, experiment.Baseline.Id, Cancellation);
        Assert.True(comparison.OnTestSplit);
        var auc = comparison.Metrics[0];
        Assert.Equal("auc", auc.Name);
        var best = comparison.Runs.Select((candidate, index) => (candidate, index)).Single(pair => pair.candidate.Id == experiment.BestRunId);
        Assert.Equal(auc.Cells[best.index].Value!.Value - 0.5, auc.Cells[best.index].Gain!.Value, 6);
        Assert.All(comparison.Runs, candidate => Assert.Equal(candidate.Id == experiment.Baseline.Id ? null : true, candidate.Paired));
        Assert.Empty(comparison.Cautions);
        Assert.StartsWith("Wins overall", best.candidate.Verdict, StringComparison.Ordinal);
        Assert.Contains(comparison.Parameters, parameter => parameter is { Name: "trainer", Differs: true });
        Assert.NotEmpty(comparison.Segments);
    }

    [Fact]
    public async Task RunAsync_ModelsSlowerThanTheLimit_BaselineIsTheBestFromFirstToLast()
    {
        await using var bench = await ExperimentBench.StartAsync();
        var id = await bench.LaunchAsync(new ExperimentSpec
        {
            Target = "Class",
            MaxRuns = 3,
            BudgetSeconds = BudgetSeconds,
            Limits = new ModelLimits(MaxMicrosecondsPerRow: 1e-4),
        });

        await bench.RunJobsAsync();

        var experiment = await bench.GetAsync(id);
        Assert.Equal(TrainerFamilies.Baseline, experiment.Best!.Trainer);
        Assert.Contains(experiment.Runs, run => run.Trainer != TrainerFamilies.Baseline && run.Validation?.Value > experiment.Best.Validation!.Value);
    }

    [Fact]
    public async Task RunAsync_StoppedByPerson_KeepsAndEvaluatesTheBest()
    {
        await using var bench = await ExperimentBench.StartAsync();
        var id = await bench.LaunchAsync(LongSearch);
        var job = bench.StartNextJobAsync(Cancellation);
        await bench.WaitForRunsAsync(id, 2);

        await bench.Get<ExperimentStopper>().StopAsync(bench.Admin, id, Cancellation);
        await job;

        var experiment = await bench.GetAsync(id);
        Assert.Equal(ExperimentState.Cancelled, experiment.State);
        Assert.NotNull(experiment.Best!.Test);
        Assert.DoesNotContain(experiment.Runs, run => run.State == RunState.Running);
        Assert.Equal(JobState.Cancelled, (await bench.Get<JobCatalog>().FindForAsync(id, Cancellation))!.State);
        Assert.Empty(TrainerProgram.ProcessesIn(bench.Folder));
    }

    [Fact]
    public async Task RunAsync_TrainerKilled_FailsTheRunInFlightAndGoesOn()
    {
        await using var bench = await ExperimentBench.StartAsync();
        var id = await bench.LaunchAsync(LongSearch);
        var job = bench.StartNextJobAsync(Cancellation);
        var before = await bench.WaitForRunsAsync(id, 2);

        var trainer = Assert.Single(TrainerProgram.ProcessesIn(bench.Folder));
        TrainerProgram.Kill(trainer);
        await TrainerProgram.WaitForNextAsync(bench.Folder, trainer, Cancellation);
        await bench.WaitForOneMoreRunAsync(id);
        await bench.Get<ExperimentStopper>().StopAsync(bench.Admin, id, Cancellation);
        await job;

        var experiment = await bench.GetAsync(id);
        Assert.Equal(ExperimentState.Cancelled, experiment.State);
        var finished = before.Runs.Where(run => run.State == RunState.Completed).Select(run => (run.Id, run.Number)).ToList();
        Assert.Subset(experiment.Runs.Select(run => (run.Id, run.Number)).ToHashSet(), finished.ToHashSet());
        Assert.Equal(experiment.Runs.Count, experiment.Runs.Select(run => run.Number).Distinct().Count());
        Assert.All(experiment.Runs.Where(run => run.State == RunState.Failed), run => Assert.Equal("trainer_killed", run.Reason!.Code));
    }

    /// <summary>The first Trainer is a program that starts a run and then fails like a native library. The next one is real.</summary>
    [Theory]
    [InlineData("kill 'SEGV', $$", "trainer_crashed_natively")]
    [InlineData("$size = 1_500_000_000; $hungry = 'a' x $size; sleep 300", "trainer_out_of_memory")]
    public async Task RunAsync_RunThatCrashesOrIsHungry_CostsThatRunAndNoMore(string misbehaviour, string reason)
    {
        await using var bench = await ExperimentBench.StartAsync();
        bench.Get<Microsoft.Extensions.Options.IOptions<TrainingOptions>>().Value.TrainerPath = FaultyTrainer.Write(bench.Folder, misbehaviour);
        var id = await bench.LaunchAsync(new ExperimentSpec
        {
            Target = "Class",
            MaxRuns = 4,
            BudgetSeconds = BudgetSeconds,
            Limits = new ModelLimits(MaxMemoryMegabytes: 1_000),
        });

        await bench.RunJobsAsync();

        var experiment = await bench.GetAsync(id);
        Assert.Equal(ExperimentState.Completed, experiment.State);
        var failed = Assert.Single(experiment.Runs, run => run.State == RunState.Failed);
        Assert.Equal((1, FaultyTrainer.Title), (failed.Number, failed.Title));
        Assert.Equal(reason, failed.Reason!.Code);
        Assert.Equal(3, experiment.Runs.Count(run => run.State == RunState.Completed && run.Trainer != TrainerFamilies.Ensemble));
        var details = await bench.Get<RunCatalog>().GetAsync(bench.Admin, failed.Id, Cancellation);
        Assert.Equal(ParameterValue.Of(31), details.Result!.Parameters["num_leaves"]);
    }

    [Fact]
    public async Task RunAsync_MoreMemoryThanAllowed_FailsWithTheReason()
    {
        await using var bench = await ExperimentBench.StartAsync(("Training:MemoryLimitBytes", "50000000"), ("Training:MaxRestarts", "0"));
        var id = await bench.LaunchAsync(LongSearch);

        await bench.RunJobsAsync();

        var experiment = await bench.GetAsync(id);
        Assert.Equal(ExperimentState.Failed, experiment.State);
        Assert.Contains("Out of memory", experiment.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(experiment.Runs, run => run.State == RunState.Running);
    }

    [Fact]
    public async Task RunAsync_ServerShutsDown_GoesOnFromItsFinishedRuns()
    {
        await using var bench = await ExperimentBench.StartAsync();
        var id = await bench.LaunchAsync(LongSearch);
        using var shutdown = new CancellationTokenSource();
        var job = bench.StartNextJobAsync(shutdown.Token);
        await bench.WaitForRunsAsync(id, 2);

        await shutdown.CancelAsync();
        await job;

        var interrupted = await bench.GetAsync(id);
        Assert.Equal(ExperimentState.Queued, interrupted.State);
        Assert.DoesNotContain(interrupted.Runs, run => run.State == RunState.Running);
        Assert.Empty(TrainerProgram.ProcessesIn(bench.Folder));

        await bench.Get<JobRecovery>().RecoverAsync(Cancellation);
        var resumed = bench.StartNextJobAsync(Cancellation);
        await bench.WaitForOneMoreRunAsync(id);
        await bench.Get<ExperimentStopper>().StopAsync(bench.Admin, id, Cancellation);
        await resumed;

        var experiment = await bench.GetAsync(id);
        Assert.Equal(ExperimentState.Cancelled, experiment.State);
        Assert.Subset(experiment.Runs.Select(run => (run.Id, run.Number)).ToHashSet(), interrupted.Runs.Select(run => (run.Id, run.Number)).ToHashSet());
        Assert.InRange(experiment.SpentSeconds, interrupted.SpentSeconds, BudgetSeconds);
    }

    [Fact]
    public async Task ExtendAsync_Ended_SearchesOnAndBlendsAnew()
    {
        await using var bench = await ExperimentBench.StartAsync();
        var id = await bench.LaunchAsync(new ExperimentSpec { Target = "Class", MaxRuns = 3, BudgetSeconds = BudgetSeconds });
        await bench.RunJobsAsync();
        var first = await bench.GetAsync(id);

        await bench.Get<ExperimentExtension>().ExtendAsync(bench.Admin, id, 6, Cancellation);
        var job = bench.StartNextJobAsync(Cancellation);
        await bench.WaitForRunsAsync(id, first.Runs.Count + 1);
        await bench.Get<ExperimentStopper>().StopAsync(bench.Admin, id, Cancellation);
        await job;

        var extended = await bench.GetAsync(id);
        Assert.Equal(ExperimentState.Cancelled, extended.State);
        Assert.Equal(BudgetSeconds + 6, extended.BudgetSeconds, 6);
        Assert.True(extended.Runs.Count > first.Runs.Count);
        Assert.True(extended.Best!.Validation!.Value >= first.Best!.Validation!.Value);
        Assert.NotNull(extended.Best.Test);
    }

    [Fact]
    public async Task RunAsync_TrainerMissing_FailsWithWhatToDo()
    {
        await using var bench = await ExperimentBench.StartAsync();
        bench.Get<Microsoft.Extensions.Options.IOptions<TrainingOptions>>().Value.TrainerPath = "/nowhere/trainer.dll";
        var id = await bench.LaunchAsync(LongSearch);

        await bench.RunJobsAsync();

        var experiment = await bench.GetAsync(id);
        Assert.Equal(ExperimentState.Failed, experiment.State);
        Assert.Contains("Training:TrainerPath", experiment.Reason, StringComparison.Ordinal);
    }
}
