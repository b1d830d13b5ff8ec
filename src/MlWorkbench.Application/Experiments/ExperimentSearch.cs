using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Process;

namespace MlWorkbench.Application.Experiments;

/// <summary>Records the events, the crashes and the search time of one attempt at an experiment's job.</summary>
internal sealed class ExperimentSearch(
    ExperimentToRun experiment,
    SearchFolder folder,
    string dataFile,
    RunRecorder runs,
    JobContext context,
    TimeProvider clock,
    ILogger logger) : ISearchFollower
{
    private const double AlmostDone = 0.99;
    private const double ShortestSearchSeconds = 1;

    private readonly long _started = clock.GetTimestamp();
    private Statement _phase = Statement.Of("reading_data");

    public bool StopRequested => context.StopRequested;

    /// <summary>Search time so far, including earlier attempts.</summary>
    private double SpentSeconds => experiment.SpentSeconds + clock.GetElapsedTime(_started).TotalSeconds;

    public async Task<SearchJob> NextAsync(CancellationToken cancellationToken)
    {
        var finished = await runs.FinishedAsync(experiment.Id, cancellationToken);
        var remaining = Math.Max(ShortestSearchSeconds, experiment.Spec.BudgetSeconds - SpentSeconds);
        return new SearchJob(experiment.Spec, dataFile, remaining, [.. finished.Select(run => run.Result)]);
    }

    public void Started(int processId) => logger.LogInformation("Experiment {ExperimentId} trains in process {ProcessId}", experiment.Id, processId);

    public async Task OnEventAsync(SearchEvent happened)
    {
        switch (happened)
        {
            case SearchPlanned planned:
                await ExperimentRecorder.PlanAsync(context, experiment.Id, planned.Plan, clock.GetUtcNow().UtcDateTime, CancellationToken.None);
                break;
            case RunStarted started:
                await runs.StartAsync(context, experiment.Id, started, CancellationToken.None);
                await PhaseAsync(Statement.Of("training_run", ("run", started.Number), ("title", started.Title)));
                break;
            case RunBroke broken:
                logger.LogError("Run {Number} of experiment {ExperimentId} failed: {Details}", broken.Number, experiment.Id, broken.Details);
                break;
            case RunFinished finished:
                await runs.FinishAsync(context, experiment.Id, finished.Run, folder, SpentSeconds, CancellationToken.None);
                break;
            case PhaseChanged phase:
                await PhaseAsync(phase.Phase);
                break;
            case RunEvaluated evaluated:
                await runs.EvaluateAsync(context, experiment.Id, evaluated, folder, CancellationToken.None);
                break;
        }
    }

    public async Task OnTickAsync(CancellationToken cancellationToken)
    {
        context.Report(Math.Min(AlmostDone, SpentSeconds / experiment.Spec.BudgetSeconds), _phase);
        try
        {
            await SpendAsync(cancellationToken);
        }
        catch (Exception exception) when (StorageFailure.IsCause(exception))
        {
            // The next tick tries again.
            logger.LogWarning(exception, "The search time of experiment {ExperimentId} could not be written", experiment.Id);
        }
    }

    public Task OnStopAsync() => PhaseAsync(Statement.Of("stopping"));

    public async Task<bool> OnCrashAsync(RunStarted? inFlight, Statement reason, string lastLines)
    {
        logger.LogWarning("The Trainer process of experiment {ExperimentId} died: {Reason}\n{LastLines}", experiment.Id, SearchText.Of(reason), lastLines);
        await runs.FailRunningAsync(context, experiment.Id, inFlight, reason, SpentSeconds, CancellationToken.None);
        return true;
    }

    /// <summary>Writes the search time so far.</summary>
    public Task SpendAsync(CancellationToken cancellationToken) => ExperimentRecorder.SpendAsync(context, experiment.Id, SpentSeconds, cancellationToken);

    private Task PhaseAsync(Statement phase)
    {
        _phase = phase;
        return ExperimentRecorder.PhaseAsync(context, experiment.Id, phase, CancellationToken.None);
    }
}
