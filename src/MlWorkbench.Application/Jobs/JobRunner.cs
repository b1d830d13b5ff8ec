using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Jobs;

/// <summary>Runs the next job: acquires its lease, renews it, and records the end. A job with a valid lease is skipped, so that no job runs twice.</summary>
public sealed class JobRunner(
    JobTransitions transitions,
    JobOwner owner,
    JobEnds ends,
    IServiceScopeFactory scopes,
    StorageDamage damage,
    TimeProvider clock,
    ILogger<JobRunner> logger)
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(1);

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

    private async Task RunTurnAsync(string lane, CancellationToken shutdown)
    {
        var job = await transitions.PersistAsync(() => transitions.TakeNextAsync(lane, owner.Name, shutdown), shutdown);
        if (job is null)
        {
            return;
        }

        using var span = WorkbenchTelemetry.Activities.StartActivity($"job {job.Kind}", ActivityKind.Consumer);
        span?.SetTag("kind", job.Kind).SetTag("lane", lane).SetTag("attempt", job.Attempt);
        var context = new JobContext(new JobLease(job.Id, owner.Name, job.Attempt), transitions);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(shutdown);
        using var done = new CancellationTokenSource();
        var heartbeat = KeepAliveAsync(context, stop, done.Token);
        Func<Task> end;
        try
        {
            end = await ExecuteAsync(job, context, stop.Token, shutdown);
        }
        finally
        {
            await done.CancelAsync();
            await heartbeat;
        }

        try
        {
            await end();
        }
        catch (JobLostException)
        {
            logger.LogWarning("Attempt {Attempt} of job {JobId} ({Kind}) lost its lease. Its end is not recorded", job.Attempt, job.Id, job.Kind);
        }
        finally
        {
            ends.Announce();
        }
    }

    /// <returns>Records the end of the job.</returns>
    private async Task<Func<Task>> ExecuteAsync(JobRun job, JobContext context, CancellationToken stop, CancellationToken shutdown)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.CreateJob(job.Kind).RunAsync(job.SubjectId, context, stop);
            return context.HasEnded ? Nothing
                : context.StopRequested ? End(JobState.Cancelled, Statement.Of("job_stopped"))
                : End(JobState.Completed, null);
        }
        catch (Exception exception) when (context.HasEnded)
        {
            logger.LogError(exception, "Job {JobId} ({Kind}) failed after its end", job.Id, job.Kind);
            return Nothing;
        }
        catch (Exception exception) when (context.IsLost || exception is JobLostException)
        {
            return () => throw new JobLostException();
        }
        catch (OperationCanceledException) when (context.StopRequested)
        {
            return End(JobState.Cancelled, Statement.Of("job_stopped"));
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            return () => transitions.ReleaseAsync(context.Lease, Statement.Of("job_server_shutdown"), shutdown);
        }
        catch (Exception exception) when (exception is WorkbenchException or EngineException)
        {
            if (exception.InnerException is not null)
            {
                logger.LogWarning(exception, "Job {JobId} ({Kind}) failed", job.Id, job.Kind);
            }

            var code = exception is WorkbenchException known ? known.Code : ((EngineException)exception).Code;
            return End(JobState.Failed, Statement.OfText(exception.Message, code));
        }
#pragma warning disable CA1031 // A failed job is a row with a reason, never a crash of the server.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.LogError(exception, "Job {JobId} ({Kind}) failed", job.Id, job.Kind);
            // The error's own text is for the log only.
            return End(JobState.Failed, Statement.Of("job_failed"));
        }

        Func<Task> End(JobState state, Statement? reason) => () => transitions.EndAsync(context, state, reason, null, shutdown);

        static Task Nothing() => Task.CompletedTask;
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
            var stopRequested = await transitions.RenewAsync(context, done);
            if (stopRequested is false || context.HasEnded || stop.IsCancellationRequested)
            {
                return;
            }

            context.StopRequested = stopRequested is true;
            context.IsLost = stopRequested is null;
            await stop.CancelAsync();
        }
        catch (Exception exception) when (StorageFailure.IsCause(exception))
        {
            // The lease outlasts many missed heartbeats. The next one tries again.
            logger.LogWarning(exception, "The heartbeat of job {JobId} could not be written", context.JobId);
        }
    }
}
