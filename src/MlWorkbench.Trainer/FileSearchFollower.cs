using MlWorkbench.Engine;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Engine.Experiments.Process;
using MlWorkbench.Engine.Experiments.Runs;

namespace MlWorkbench.Trainer;

/// <summary>
/// Prints a search of the command line. Models of finished runs are lost with their process, so the next one trains all except those that failed.
/// </summary>
internal sealed class FileSearchFollower(ExperimentSpec spec, string dataFile, FileSearch search, SearchClock clock, SearchReport report) : ISearchFollower
{
    private readonly List<RunResult> _failed = [];

    /// <summary>Only Ctrl+C and the terminate signal cancel a search of the command line. The best model so far is kept.</summary>
    public bool StopRequested => true;

    public Task<SearchJob> NextAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new SearchJob(spec, dataFile, clock.Remaining.TotalSeconds, [.. _failed], search));

    public void Started(int processId)
    {
    }

    public Task OnEventAsync(SearchEvent happened)
    {
        report.Add(happened);
        return Task.CompletedTask;
    }

    public Task OnTickAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task OnStopAsync() => Task.CompletedTask;

    public async Task<bool> OnCrashAsync(RunStarted? inFlight, Statement reason, string lastLines)
    {
        if (lastLines.Length > 0)
        {
            await Console.Error.WriteLineAsync(lastLines);
        }

        if (inFlight is null && report.Runs.Count == 0)
        {
            // The rows were read or planned, which the next process would do in the same way.
            return false;
        }

        _failed.AddRange(report.Runs.Where(run => run.State == RunState.Failed && _failed.All(known => known.Number != run.Number)));
        if (inFlight is not null)
        {
            _failed.Add(new RunResult
            {
                Number = inFlight.Number,
                Trainer = inFlight.Trainer,
                Title = inFlight.Title,
                State = RunState.Failed,
                Parameters = inFlight.Parameters,
                Validation = null,
                FoldValues = [],
                Seconds = 0,
                Reason = reason,
            });
        }

        report.Restart(_failed);
        var text = SearchText.Of(reason);
        await Console.Error.WriteLineAsync(inFlight is null
            ? $"{text} The search restarts."
            : $"Run {inFlight.Number}, {inFlight.Title}: {text} The search restarts without it.");
        return true;
    }
}
