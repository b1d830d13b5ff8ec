using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Jobs;

/// <summary>The right of one attempt to write for a job. Every write names it, so that an attempt whose job was taken over changes nothing.</summary>
/// <param name="Owner">Name of the process that runs the attempt.</param>
internal sealed record JobLease(Guid JobId, string Owner, int Attempt)
{
    /// <summary>The job's row while this attempt holds it, otherwise no row.</summary>
    public IQueryable<JobRun> Held(WorkbenchDbContext db) => db.JobRuns.Where(job => job.Id == JobId && job.State == JobState.Running && job.LeaseOwner == Owner && job.Attempt == Attempt);
}
