namespace MlWorkbench.Application.Jobs;

/// <summary>Wakes workers, in this or another process.</summary>
public interface IJobQueue
{
    /// <summary>Call it once per queued <c>JobRun</c> row, after the commit; the worker takes the next row. Recovery repeats lost calls.</summary>
    void Wake(string lane);

    /// <summary>Number of calls for the lane that no worker has answered yet.</summary>
    long CountCalls(string lane);

    /// <summary>True if a process that runs jobs is alive.</summary>
    bool HasWorkers();
}
