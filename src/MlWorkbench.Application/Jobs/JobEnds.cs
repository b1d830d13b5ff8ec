using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Jobs;

/// <summary>Waits for the ends of jobs.</summary>
public sealed class JobEnds(IDbContextFactory<WorkbenchDbContext> contexts, TimeProvider clock)
{
    /// <summary>Another process may run the job, so the row is also read from time to time.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Wakes everyone who waits. Call it after a job of this process has ended and its remains are deleted.</summary>
    internal void Announce() => Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    /// <param name="cancellationToken">Ends the wait. The job continues.</param>
    internal async Task<(JobState State, string? Reason)> WaitAsync(Guid jobId, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Before the row is read, so that an end after the read is not missed.
            var next = Volatile.Read(ref _next).Task;
            await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            {
                var job = await db.JobRuns.Where(row => row.Id == jobId).Select(row => new { row.State, row.Reason }).SingleAsync(cancellationToken);
                if (job.State is not (JobState.Queued or JobState.Running))
                {
                    return (job.State, JobReasonText.Of(job.Reason));
                }
            }

            await Task.WhenAny(next, Task.Delay(LookInterval, clock, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
