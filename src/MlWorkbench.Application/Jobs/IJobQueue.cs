namespace MlWorkbench.Application.Jobs;

/// <summary>Carries the id of a queued <c>JobRun</c> row to a worker. Call it after the row is committed; if the id gets lost, recovery finds the row.</summary>
public interface IJobQueue
{
    void Enqueue(Guid jobId, string queue);
}
