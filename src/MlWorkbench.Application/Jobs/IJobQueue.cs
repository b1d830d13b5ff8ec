namespace MlWorkbench.Application.Jobs;

/// <summary>Wakes workers. Call it once for each queued <c>JobRun</c> row, after the row is committed: the worker takes the row whose turn it is. If a call gets lost, recovery makes it again.</summary>
public interface IJobQueue
{
    void Wake(string lane);
}
