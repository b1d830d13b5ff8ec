using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Jobs;

/// <summary>Runs the next job: acquires its lease, renews it, and records the end. A job with a valid lease is skipped, so that no job runs twice.</summary>
public sealed class JobRunner(IDbContextFactory<WorkbenchDbContext> contexts, IServiceScopeFactory scopes, StorageDamage damage, TimeProvider clock, ILogger<JobRunner> logger)
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>The reason that people read after an unexpected error. The error's own text is for the log only.</summary>
    internal const string UnexpectedReason = "An unexpected error ended the job. The server's log has the cause.";

    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>Runs the next job of the lane to its end. Does nothing if no job waits.</summary>
    /// <param name="cancellationToken">The server's shutdown. The job returns to the queue and continues at the next start.</param>
    public async Task RunNextAsync(string lane, CancellationToken cancellationToken)
    {
        if (damage.Found is not null)
        {
            // The row stays queued for the start after the restore.
            return;
        }

        try
        {
            await RunTurnAsync(lane, cancellationToken);
        }
        catch (Exception exception) when (damage.Found is not null)
        {
            logger.LogWarning(exception, "The lane {Lane} is stopped, because the database is damaged. The rows of its jobs remain unchanged", lane);
        }
    }

    private async Task RunTurnAsync(string lane, CancellationToken cancellationToken)
    {
        var job = await PersistAsync(lane, () => TakeNextAsync(lane, cancellationToken), cancellationToken);
        if (job is null)
        {
            return;
        }

        var context = new JobContext(job.Id, job.Attempt) { StopRequested = job.CancelRequested };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (job.CancelRequested)
        {
            await stop.CancelAsync();
        }

        using var done = new CancellationTokenSource();
        var heartbeat = KeepAliveAsync(context, stop, done.Token);
        var outcome = await ExecuteAsync(job, context, stop.Token, cancellationToken);
        await done.CancelAsync();
        await heartbeat;
        await PersistAsync(lane, () => EndAsync(job.Id, context, outcome), cancellationToken);
    }

    /// <summary>Repeats the write while another program locks the database. A worker is woken once per job, and the row must record its end.</summary>
    /// <param name="shutdown">Ends the attempts. Recovery at the next start finds the row unchanged.</param>
    private async Task<T> PersistAsync<T>(string lane, Func<Task<T>> write, CancellationToken shutdown)
    {
        while (true)
        {
            try
            {
                return await write();
            }
            catch (Exception exception) when (StorageFailure.IsBusy(exception))
            {
                logger.LogWarning("A job of the lane {Lane} waits for the write of its row: another program has locked the database", lane);
                await Task.Delay(RetryInterval, clock, shutdown);
            }
        }
    }

    private async Task<JobRun?> TakeNextAsync(string lane, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        while (true)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            // An expired lease of this process means a late heartbeat, not an abandoned job.
            var waiting = db.JobRuns.Where(job => job.Queue == lane && (job.State == JobState.Queued || (job.State == JobState.Running && job.LeaseUntil < now && job.LeaseOwner != _owner)));
            if (await JobTurns.ReadAsync(db, waiting, cancellationToken) is not [var next, ..])
            {
                return null;
            }

            if (await TakeLeaseAsync(db, waiting.Where(job => job.Id == next), now, cancellationToken))
            {
                return await db.JobRuns.AsNoTracking().SingleAsync(job => job.Id == next, cancellationToken);
            }
        }
    }

    /// <summary>False if another worker was faster.</summary>
    private async Task<bool> TakeLeaseAsync(WorkbenchDbContext db, IQueryable<JobRun> waiting, DateTime now, CancellationToken cancellationToken) =>
        await waiting
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(job => job.State, JobState.Running)
                    .SetProperty(job => job.LeaseOwner, _owner)
                    .SetProperty(job => job.LeaseUntil, now + LeaseTime)
                    .SetProperty(job => job.Attempt, job => job.Attempt + 1)
                    .SetProperty(job => job.Turn, job => (db.JobRuns.Max(other => other.Turn) ?? 0) + 1)
                    .SetProperty(job => job.StartedAt, job => job.StartedAt ?? now),
                cancellationToken) > 0;

    private async Task<(JobState State, string? Reason)> ExecuteAsync(JobRun job, JobContext context, CancellationToken stop, CancellationToken shutdown)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.CreateJob(job.Kind).RunAsync(job.SubjectId, context, stop);
            return context.StopRequested ? (JobState.Cancelled, "Stopped by a person.") : (JobState.Completed, null);
        }
        catch (OperationCanceledException) when (context.StopRequested)
        {
            return (JobState.Cancelled, "Stopped by a person.");
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            return (JobState.Queued, "Interrupted by a shutdown of the server.");
        }
        catch (Exception exception) when (exception is WorkbenchException or EngineException)
        {
            if (exception.InnerException is not null)
            {
                logger.LogWarning(exception, "Job {JobId} ({Kind}) failed", job.Id, job.Kind);
            }

            return (JobState.Failed, exception.Message);
        }
#pragma warning disable CA1031 // A failed job is a row with a reason, never a crash of the server.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.LogError(exception, "Job {JobId} ({Kind}) failed", job.Id, job.Kind);
            return (JobState.Failed, UnexpectedReason);
        }
    }

    private async Task KeepAliveAsync(JobContext context, CancellationTokenSource stop, CancellationToken done)
    {
        using var timer = new PeriodicTimer(HeartbeatInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                if (damage.Found is not null)
                {
                    // Results of the job can no longer be stored.
                    await stop.CancelAsync();
                    return;
                }

                await BeatAsync(context, stop, done);
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The job has ended.
        }
    }

    private async Task BeatAsync(JobContext context, CancellationTokenSource stop, CancellationToken done)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(done);
            var until = clock.GetUtcNow().UtcDateTime + LeaseTime;
            await db.JobRuns
                .Where(job => job.Id == context.JobId)
                .ExecuteUpdateAsync(
                    set => set
                        .SetProperty(job => job.LeaseUntil, until)
                        .SetProperty(job => job.Progress, context.Fraction)
                        .SetProperty(job => job.ProgressText, context.Text),
                    done);
            if (!context.StopRequested && await db.JobRuns.AnyAsync(job => job.Id == context.JobId && job.CancelRequested, done))
            {
                context.StopRequested = true;
                await stop.CancelAsync();
            }
        }
        catch (DbException exception)
        {
            // The lease outlasts many missed heartbeats. The next one tries again.
            logger.LogWarning(exception, "The heartbeat of job {JobId} could not be written", context.JobId);
        }
    }

    private async Task<int> EndAsync(Guid jobId, JobContext context, (JobState State, string? Reason) outcome)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        var now = clock.GetUtcNow().UtcDateTime;
        DateTime? endedAt = outcome.State == JobState.Queued ? null : now;
        return await db.JobRuns
            .Where(job => job.Id == jobId)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(job => job.State, outcome.State)
                    .SetProperty(job => job.Reason, outcome.Reason)
                    .SetProperty(job => job.LeaseOwner, (string?)null)
                    .SetProperty(job => job.LeaseUntil, (DateTime?)null)
                    .SetProperty(job => job.Progress, outcome.State == JobState.Completed ? 1 : context.Fraction)
                    .SetProperty(job => job.ProgressText, context.Text)
                    .SetProperty(job => job.EndedAt, endedAt),
                CancellationToken.None);
    }
}
