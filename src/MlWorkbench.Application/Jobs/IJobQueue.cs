namespace MlWorkbench.Application.Jobs;

/// <summary>Wakes workers. Call it once per queued <c>JobRun</c> row, after the commit; the worker takes the next row. Recovery repeats lost calls.</summary>
public interface IJobQueue
{
    void Wake(string lane);
}
