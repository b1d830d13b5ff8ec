using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Jobs;

/// <summary>All changes of a job's state. The rows of its subject follow in the same transaction (<see cref="IJobFollower"/>), so that both always agree.</summary>
public sealed class JobTransitions(
    IDbContextFactory<WorkbenchDbContext> contexts,
    IServiceProvider services,
    JobMeter meter,
    TimeProvider clock,
    ILogger<JobTransitions> logger)
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Leases the next due job of the lane. Returns null if none is due.</summary>
    internal async Task<JobRun?> TakeNextAsync(string lane, string owner, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        while (true)
        {
            var now = Now;
            // An expired lease of this process means a late heartbeat, not an abandoned job.
            var waiting = db.JobRuns.Where(job => job.Queue == lane
                && ((job.State == JobState.Queued && (job.DueAt == null || job.DueAt <= now))
                    || (job.State == JobState.Running && job.LeaseUntil < now && job.LeaseOwner != owner)));
            if (await JobTurns.ReadAsync(db, waiting, cancellationToken) is not [var next, ..])
            {
                return null;
            }

            var taken = await ChangeAsync(
                db,
                waiting.Where(job => job.Id == next),
                next,
                set => set
                    .SetProperty(job => job.State, JobState.Running)
                    .SetProperty(job => job.LeaseOwner, owner)
                    .SetProperty(job => job.LeaseUntil, now + LeaseTime)
                    .SetProperty(job => job.Attempt, job => job.Attempt + 1)
                    .SetProperty(job => job.Turn, job => (db.JobRuns.Max(other => other.Turn) ?? 0) + 1)
                    .SetProperty(job => job.StartedAt, job => job.StartedAt ?? now)
                    .SetProperty(job => job.Reason, (Statement?)null)
                    .SetProperty(job => job.Revision, job => job.Revision + 1),
                null,
                cancellationToken);
            if (taken is not null)
            {
                return taken;
            }

            // Another worker was faster.
        }
    }

    /// <summary>Renews the lease and writes the progress. Returns whether a person requested a stop; null if another attempt has taken over the job.</summary>
    internal async Task<bool?> RenewAsync(JobContext context, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var until = Now + LeaseTime;
        var progress = (context.Fraction, context.Activity);
        var changes = progress == context.WrittenProgress ? 0 : 1;
        var held = context.Lease.Held(db);
        await held.ExecuteUpdateAsync(
            set => set
                .SetProperty(job => job.LeaseUntil, until)
                .SetProperty(job => job.Progress, progress.Fraction)
                .SetProperty(job => job.ProgressText, progress.Activity)
                .SetProperty(job => job.Revision, job => job.Revision + changes),
            cancellationToken);
        // Only now, so that a failed write does not hide the change from the pages that follow the revision.
        context.WrittenProgress = progress;
        return await held.Select(job => (bool?)job.CancelRequested).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Writes rows for a running job, in a transaction that fails if another attempt has taken it over.</summary>
    /// <exception cref="JobLostException">Another attempt has taken over the job.</exception>
    internal async Task WriteAsync(JobLease lease, Func<WorkbenchDbContext, Task> write, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        // The update locks the job's row until the commit, so that nobody takes it over in between.
        if (await lease.Held(db).ExecuteUpdateAsync(set => set.SetProperty(job => job.Revision, job => job.Revision + 1), cancellationToken) == 0)
        {
            throw new JobLostException();
        }

        await write(db);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Ends a running job, and writes its result in the same transaction.</summary>
    /// <param name="write">Writes the result. If null, the job has none.</param>
    /// <exception cref="JobLostException">Another attempt has taken over the job.</exception>
    internal Task EndAsync(
        JobContext context,
        JobState state,
        Statement? reason,
        Func<WorkbenchDbContext, Task>? write,
        CancellationToken shutdown) => PersistAsync(
        async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
            var ended = await ChangeAsync(
                db,
                context.Lease.Held(db),
                context.JobId,
                set => Ended(set, state, reason)
                    .SetProperty(job => job.Progress, state == JobState.Completed ? 1 : context.Fraction)
                    .SetProperty(job => job.ProgressText, context.Activity),
                write,
                CancellationToken.None);
            return ended ?? throw new JobLostException();
        },
        shutdown);

    /// <summary>Returns a running job to the queue. A job with a stop request is cancelled instead.</summary>
    internal Task ReleaseAsync(JobLease lease, Statement reason, CancellationToken shutdown) => PersistAsync(
        async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
            return await ReleaseAsync(db, lease.Held(db), lease.JobId, reason, CancellationToken.None);
        },
        shutdown);

    /// <summary>Returns the running jobs of other processes whose leases ended to the queue.</summary>
    /// <param name="before">Leases that end before this time have ended.</param>
    /// <returns>The lane of each job that waits now.</returns>
    internal async Task<IReadOnlyList<string>> ReleaseAbandonedAsync(string owner, DateTime before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var abandoned = db.JobRuns.Where(job => job.State == JobState.Running && job.LeaseOwner != owner && job.LeaseUntil < before);
        var released = new List<string>();
        foreach (var seen in await abandoned.Select(job => new { job.Id, job.Attempt }).ToListAsync(cancellationToken))
        {
            var unchanged = abandoned.Where(job => job.Id == seen.Id && job.Attempt == seen.Attempt);
            var job = await ReleaseAsync(db, unchanged, seen.Id, Statement.Of("job_process_ended"), cancellationToken);
            if (job is { State: JobState.Queued })
            {
                released.Add(job.Queue);
            }
        }

        return released;
    }

    /// <summary>Cancels the job in the caller's transaction if it is queued. Returns the work to do after the commit; null if the job is not queued.</summary>
    internal async Task<Func<Task>?> CancelQueuedAsync(WorkbenchDbContext db, Guid jobId, Statement reason, CancellationToken cancellationToken)
    {
        var queued = db.JobRuns.Where(job => job.Id == jobId && job.State == JobState.Queued);
        return await MoveAsync(db, queued, jobId, set => Ended(set, JobState.Cancelled, reason), null, cancellationToken) is var (_, afterwards) ? afterwards : null;
    }

    /// <summary>Repeats the write while another program locks the database. A worker is woken once per job, and the row must record its end.</summary>
    /// <param name="shutdown">Ends the attempts. Recovery finds the row unchanged.</param>
    internal async Task<T> PersistAsync<T>(Func<Task<T>> write, CancellationToken shutdown)
    {
        while (true)
        {
            try
            {
                return await write();
            }
            catch (Exception exception) when (StorageFailure.IsBusy(exception))
            {
                logger.LogWarning("A job waits for the write of its row: another program has locked the database");
                await Task.Delay(RetryInterval, clock, shutdown);
            }
        }
    }

    /// <summary>A job with a stop request does not start again.</summary>
    private async Task<JobRun?> ReleaseAsync(WorkbenchDbContext db, IQueryable<JobRun> running, Guid id, Statement reason, CancellationToken cancellationToken)
    {
        var (stopping, others) = (running.Where(job => job.CancelRequested), running.Where(job => !job.CancelRequested));
        var stopped = Statement.Of("job_stopped");
        return await ChangeAsync(db, stopping, id, set => Ended(set, JobState.Cancelled, stopped), null, cancellationToken)
            ?? await ChangeAsync(db, others, id, set => Moved(set, JobState.Queued, reason), null, cancellationToken);
    }

    private UpdateSettersBuilder<JobRun> Ended(UpdateSettersBuilder<JobRun> set, JobState state, Statement? reason)
    {
        DateTime? now = Now;
        return Moved(set, state, reason).SetProperty(job => job.EndedAt, now);
    }

    private static UpdateSettersBuilder<JobRun> Moved(UpdateSettersBuilder<JobRun> set, JobState state, Statement? reason) => set
        .SetProperty(job => job.State, state)
        .SetProperty(job => job.Reason, reason)
        .SetProperty(job => job.LeaseOwner, (string?)null)
        .SetProperty(job => job.LeaseUntil, (DateTime?)null)
        .SetProperty(job => job.Revision, job => job.Revision + 1);

    /// <returns>The changed job. Null if the query finds no row.</returns>
    private async Task<JobRun?> ChangeAsync(
        WorkbenchDbContext db,
        IQueryable<JobRun> found,
        Guid id,
        Action<UpdateSettersBuilder<JobRun>> set,
        Func<WorkbenchDbContext, Task>? write,
        CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        if (await MoveAsync(db, found, id, set, write, cancellationToken) is not var (job, afterwards))
        {
            return null;
        }

        await transaction.CommitAsync(cancellationToken);
        await afterwards();
        return job;
    }

    private async Task<(JobRun Job, Func<Task> Afterwards)?> MoveAsync(
        WorkbenchDbContext db,
        IQueryable<JobRun> found,
        Guid id,
        Action<UpdateSettersBuilder<JobRun>> set,
        Func<WorkbenchDbContext, Task>? write,
        CancellationToken cancellationToken)
    {
        if (await found.ExecuteUpdateAsync(set, cancellationToken) == 0)
        {
            return null;
        }

        var job = await db.JobRuns.AsNoTracking().SingleAsync(row => row.Id == id, cancellationToken);
        if (write is not null)
        {
            await write(db);
        }

        var follower = services.GetKeyedService<IJobFollower>(job.Kind);
        var more = follower is null ? null : await follower.FollowAsync(db, job, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return (job, () =>
        {
            meter.Note(job);
            return more?.Invoke() ?? Task.CompletedTask;
        });
    }
}
