using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Jobs;

/// <summary>Keeps the rows of a job's subject consistent with the job's state.</summary>
internal interface IJobFollower
{
    /// <summary>Called in the transaction of each change of state. The caller saves.</summary>
    /// <param name="job">The job with its new state.</param>
    /// <returns>Work to do after the commit. Null if there is none.</returns>
    Task<Func<Task>?> FollowAsync(WorkbenchDbContext db, JobRun job, CancellationToken cancellationToken);
}
