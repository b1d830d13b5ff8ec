using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Trainer;

/// <summary>A file in which a search notes each run as it begins and ends, so that whoever watches its process knows which run it died in.</summary>
internal sealed class SearchJournal(string file)
{
    /// <summary>Runs that failed in earlier attempts at this search: they are not tried again.</summary>
    public IReadOnlyList<RunResult> Failed =>
        [.. Events().OfType<RunFinished>().Select(finished => finished.Run).Where(run => run.State == RunState.Failed)];

    /// <summary>The run that has begun and not ended; null between runs.</summary>
    public RunStarted? InFlight => Events().LastOrDefault() as RunStarted;

    public void Add(SearchEvent happened)
    {
        if (happened is RunStarted or RunFinished)
        {
            File.AppendAllLines(file, [SearchProtocol.WriteEvent(happened)]);
        }
    }

    /// <summary>Notes that the process died in the run that it had begun.</summary>
    public void Fail(RunStarted run, string reason) =>
        Add(new RunFinished(new RunResult(run.Number, run.Trainer, run.Title, RunState.Failed, run.Parameters, null, [], 0, Reason: reason)));

    /// <summary>A line that was cut off by the end of its writer is none.</summary>
    private IEnumerable<SearchEvent> Events() => File.ReadLines(file).Select(SearchProtocol.ReadEvent).OfType<SearchEvent>();
}
