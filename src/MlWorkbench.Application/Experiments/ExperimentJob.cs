using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Process;

namespace MlWorkbench.Application.Experiments;

/// <summary>Runs an experiment's search in Trainer processes. After a crash, the next process continues from the finished runs.</summary>
public sealed class ExperimentJob(
    ExperimentRecorder recorder,
    RunRecorder runs,
    ContentStore contents,
    IOptions<TrainingOptions> options,
    IOptions<StorageOptions> storage,
    TimeProvider clock,
    ILogger<ExperimentJob> logger) : IJob
{
    private static readonly Statement StoppedReason = Statement.Of("search_stopped");

    public static string Kind => "experiment";

    public async Task RunAsync(Guid subjectId, JobContext context, CancellationToken cancellationToken)
    {
        var experiment = await recorder.ReadAsync(subjectId, cancellationToken);
        try
        {
            await SearchAsync(experiment, context, cancellationToken);
        }
        catch (OperationCanceledException) when (context.StopRequested)
        {
            await context.EndAsync(JobState.Cancelled, StoppedReason, _ => Task.CompletedTask, CancellationToken.None);
        }
    }

    private async Task SearchAsync(ExperimentToRun experiment, JobContext context, CancellationToken cancellationToken)
    {
        var dataFile = await contents.MaterializeAsync(experiment.DataDigest, cancellationToken);
        var finished = await runs.FinishedAsync(experiment.Id, cancellationToken);
        using var folder = await SearchFolder.CreateAsync(storage.Value, contents, experiment.Id, finished, cancellationToken);
        var search = new ExperimentSearch(experiment, folder, dataFile, runs, context, clock, logger);
        var supervisor = new SearchSupervisor(options.Value.TrainerPath, folder.Path, lowPriority: true, LimitsOf(experiment.Spec), search, clock);
        SearchEvent last;
        try
        {
            last = await supervisor.RunAsync(cancellationToken);
        }
        finally
        {
            await search.SpendAsync(CancellationToken.None);
        }

        await EndAsync(experiment.Id, last, context);
    }

    private SupervisionLimits LimitsOf(ExperimentSpec spec) => new(
        options.Value.MaxRestarts,
        spec.Limits?.MaxMemoryMegabytes is { } megabytes ? Math.Min(options.Value.MemoryLimitBytes, megabytes * 1_000_000L) : options.Value.MemoryLimitBytes,
        TimeSpan.FromSeconds(options.Value.StopGraceSeconds));

    private static async Task EndAsync(Guid experimentId, SearchEvent last, JobContext context)
    {
        switch (last)
        {
            case SearchCompleted { StoppedEarly: true } completed when context.StopRequested:
                await ExperimentRecorder.CompleteAsync(context, experimentId, completed, JobState.Cancelled, StoppedReason, CancellationToken.None);
                break;
            case SearchCompleted completed:
                await ExperimentRecorder.CompleteAsync(context, experimentId, completed, JobState.Completed, null, CancellationToken.None);
                break;
            case SearchFailed when context.StopRequested:
                await context.EndAsync(JobState.Cancelled, Statement.Of("search_stopped_without_model"), _ => Task.CompletedTask, CancellationToken.None);
                break;
            case SearchFailed failed:
                throw WorkbenchException.Invalid(failed.Code, failed.Message, column: failed.Column);
        }
    }
}
