using MlWorkbench.Engine.Experiments;

namespace MlWorkbench.Trainer;

/// <summary>A file that records the start and end of each run of a search, so that an observer knows the run in which the process crashed.</summary>
internal sealed class SearchJournal(string file)
{
    /// <summary>Runs that failed in earlier attempts at this search. They are not tried again.</summary>
    public IReadOnlyList<RunResult> Failed =>
        [.. Events().OfType<RunFinished>().Select(finished => finished.Run).Where(run => run.State == RunState.Failed)];

    /// <summary>The run in progress. Null between runs.</summary>
    public RunStarted? InFlight => Events().LastOrDefault() as RunStarted;

    public void Add(SearchEvent happened)
    {
        if (happened is RunStarted or RunFinished)
        {
            File.AppendAllLines(file, [SearchProtocol.WriteEvent(happened)]);
        }
    }

    /// <summary>Records that the process crashed in the current run.</summary>
    public void Fail(RunStarted run, string reason) =>
        Add(new RunFinished(new RunResult(run.Number, run.Trainer, run.Title, RunState.Failed, run.Parameters, null, [], 0, Reason: reason)));

    /// <summary>A line that is incomplete because its writer ended is ignored.</summary>
    private IEnumerable<SearchEvent> Events() => File.ReadLines(file).Select(SearchProtocol.ReadEvent).OfType<SearchEvent>();
}
