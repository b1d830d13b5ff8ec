using System.Data.Common;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Application.Experiments;

/// <summary>One Trainer process from start to end: records its events and its search time, watches its memory, and stops it on request.</summary>
internal sealed class SearchAttempt(
    ExperimentToRun experiment,
    SearchFolder folder,
    RunRecorder runs,
    TrainingOptions options,
    JobContext context,
    TimeProvider clock,
    ILogger logger)
{
    private static readonly TimeSpan TickInterval = TimeSpan.FromSeconds(1);
    private const double AlmostDone = 0.99;

    private readonly long _started = clock.GetTimestamp();
    private string _phase = "Reading the data";

    /// <summary>The run that started last. Null before the first.</summary>
    public RunStarted? LastStarted { get; private set; }

    /// <summary>Search time so far, including earlier attempts.</summary>
    public double SpentSeconds => experiment.SpentSeconds + clock.GetElapsedTime(_started).TotalSeconds;

    private long MemoryLimitBytes => experiment.Spec.Limits?.MaxMemoryMegabytes is { } megabytes
        ? Math.Min(options.MemoryLimitBytes, megabytes * 1_000_000L)
        : options.MemoryLimitBytes;

    /// <param name="cancellationToken">A stop request is passed on to the process, which then ends by itself. A shutdown kills the process.</param>
    public async Task<SearchOutcome> RunAsync(CancellationToken cancellationToken)
    {
        using var trainer = TrainerProcess.Start(options.TrainerPath, folder.Path);
        logger.LogInformation("Experiment {ExperimentId} trains in process {ProcessId}", experiment.Id, trainer.ProcessId);
        using var over = new CancellationTokenSource();
        var ticking = TickAsync(trainer, over.Token);
        var stopping = StopWhenAskedAsync(trainer, cancellationToken, over.Token);
        try
        {
            var last = await RecordAsync(trainer);
            var crash = await trainer.WaitForEndAsync();
            if (crash is not null && trainer.ErrorTail() is { Length: > 0 } errors)
            {
                logger.LogWarning("The Trainer process of experiment {ExperimentId} died: {Crash}\n{Errors}", experiment.Id, crash, errors);
            }

            return new SearchOutcome(last, crash);
        }
        finally
        {
            await over.CancelAsync();
            await ticking;
            await stopping;
        }
    }

    private async Task<SearchEvent?> RecordAsync(TrainerProcess trainer)
    {
        SearchEvent? last = null;
        // Results of the Trainer are stored even while the job is being stopped, so nothing here is cancelled.
        await foreach (var searchEvent in trainer.ReadEventsAsync())
        {
            switch (searchEvent)
            {
                case SearchPlanned planned:
                    await ExperimentRecorder.PlanAsync(context, experiment.Id, planned.Plan, CancellationToken.None);
                    break;
                case RunStarted started:
                    LastStarted = started;
                    await runs.StartAsync(context, experiment.Id, started, CancellationToken.None);
                    await PhaseAsync($"Training run {started.Number}: {started.Title}");
                    break;
                case RunBroke broken:
                    logger.LogError("Run {Number} of experiment {ExperimentId} failed: {Details}", broken.Number, experiment.Id, broken.Details);
                    break;
                case RunFinished finished:
                    await runs.FinishAsync(context, experiment.Id, finished.Run, folder, SpentSeconds, CancellationToken.None);
                    break;
                case PhaseChanged phase:
                    await PhaseAsync(phase.Text);
                    break;
                case RunEvaluated evaluated:
                    await runs.EvaluateAsync(context, experiment.Id, evaluated, folder, CancellationToken.None);
                    break;
                case SearchCompleted or SearchFailed:
                    last = searchEvent;
                    break;
            }
        }

        return last;
    }

    private Task PhaseAsync(string text)
    {
        _phase = text;
        return ExperimentRecorder.PhaseAsync(context, experiment.Id, text, CancellationToken.None);
    }

    private async Task TickAsync(TrainerProcess trainer, CancellationToken over)
    {
        using var timer = new PeriodicTimer(TickInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                trainer.EnforceMemoryLimit(MemoryLimitBytes);
                context.Report(Math.Min(AlmostDone, SpentSeconds / experiment.Spec.BudgetSeconds), _phase);
                await SpendAsync(over);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The process has ended.
        }
    }

    private async Task SpendAsync(CancellationToken over)
    {
        try
        {
            await ExperimentRecorder.SpendAsync(context, experiment.Id, SpentSeconds, over);
        }
        catch (DbException exception)
        {
            // The next tick tries again.
            logger.LogWarning(exception, "The search time of experiment {ExperimentId} could not be written", experiment.Id);
        }
    }

    private async Task StopWhenAskedAsync(TrainerProcess trainer, CancellationToken asked, CancellationToken over)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(asked, over);
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, either.Token);
        }
        catch (OperationCanceledException) when (!over.IsCancellationRequested)
        {
            if (!context.StopRequested)
            {
                trainer.Kill("The server shuts down, or another one continues the search.");
                return;
            }

            await StopAsync(trainer, over);
        }
        catch (OperationCanceledException)
        {
            // The process ended by itself.
        }
    }

    private async Task StopAsync(TrainerProcess trainer, CancellationToken over)
    {
        await trainer.RequestStopAsync();
        try
        {
            await PhaseAsync("Stopping: the best run so far is kept");
            await Task.Delay(TimeSpan.FromSeconds(options.StopGraceSeconds), clock, over);
            trainer.Kill("It did not stop in time.");
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // It stopped in time.
        }
    }
}
