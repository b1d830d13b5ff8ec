using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine.Experiments;

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
    private const string StoppedReason = "Stopped by a person. The best run so far is kept.";
    private const double ShortestSearchSeconds = 1;
    private static readonly TimeSpan PauseAfterCrash = TimeSpan.FromMilliseconds(500);

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
        using var folder = await SearchFolder.CreateAsync(storage.Value, contents, experiment.Id, await runs.FinishedAsync(experiment.Id, cancellationToken), cancellationToken);
        for (var crashes = 0; ;)
        {
            await WriteJobAsync(experiment, folder, dataFile, cancellationToken);
            var attempt = new SearchAttempt(experiment, folder, runs, options.Value, context, clock, logger);
            var outcome = await attempt.RunAsync(cancellationToken);
            experiment = experiment with { SpentSeconds = attempt.SpentSeconds };
            await ExperimentRecorder.SpendAsync(context, experiment.Id, experiment.SpentSeconds, CancellationToken.None);
            if (outcome.Last is not null)
            {
                await EndAsync(experiment.Id, outcome.Last, context);
                return;
            }

            // A shutdown may reach the Trainer before it reaches this process. It then looks like a crash at first.
            await Task.Delay(PauseAfterCrash, clock, cancellationToken);
            var reason = outcome.Crash ?? "The Trainer process ended without a result.";
            await runs.FailRunningAsync(context, experiment.Id, attempt.LastStarted, reason, experiment.SpentSeconds, CancellationToken.None);
            if (++crashes > options.Value.MaxRestarts)
            {
                throw new WorkbenchException(ErrorKind.Unavailable, "trainer_crashed",
                    $"The Trainer process died {crashes} times. The finished runs are kept. Last reason: {reason}");
            }

            logger.LogWarning("The Trainer process of experiment {ExperimentId} died ({Reason}). The search continues", experiment.Id, reason);
        }
    }

    private async Task WriteJobAsync(ExperimentToRun experiment, SearchFolder folder, string dataFile, CancellationToken cancellationToken)
    {
        var finished = await runs.FinishedAsync(experiment.Id, cancellationToken);
        var remaining = Math.Max(ShortestSearchSeconds, experiment.Spec.BudgetSeconds - experiment.SpentSeconds);
        SearchProtocol.WriteJob(folder.Path, new SearchJob(experiment.Spec, dataFile, remaining, [.. finished.Select(run => run.Result)]));
    }

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
                await context.EndAsync(JobState.Cancelled, "Stopped by a person before the first model.", _ => Task.CompletedTask, CancellationToken.None);
                break;
            case SearchFailed failed:
                throw WorkbenchException.Invalid(failed.Code, failed.Message, column: failed.Column);
        }
    }
}
