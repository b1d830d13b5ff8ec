namespace MlWorkbench.Engine.Experiments.Process;

/// <summary>Follows a supervised search: the server writes it to rows, the command line prints it.</summary>
public interface ISearchFollower
{
    /// <summary>Whether a cancellation asks the search to end with the best run so far. If false, it kills the process.</summary>
    bool StopRequested { get; }

    /// <summary>The work left for the next process.</summary>
    Task<SearchJob> NextAsync(CancellationToken cancellationToken);

    /// <summary>A process has started.</summary>
    void Started(int processId);

    /// <summary>Called for each event in turn, also after a cancellation, so that no result is lost.</summary>
    Task OnEventAsync(SearchEvent happened);

    /// <summary>Called once a second while a process runs, independently of its events.</summary>
    Task OnTickAsync(CancellationToken cancellationToken);

    /// <summary>The process was asked to end with the best run so far.</summary>
    Task OnStopAsync();

    /// <summary>A process has died. Returns whether the search continues in another one.</summary>
    /// <param name="inFlight">The run in progress. Null between runs.</param>
    /// <param name="reason">Reason for people, see <see cref="SearchText"/>.</param>
    /// <param name="lastLines">The last lines of its standard error, for the log.</param>
    Task<bool> OnCrashAsync(RunStarted? inFlight, Statement reason, string lastLines);
}
