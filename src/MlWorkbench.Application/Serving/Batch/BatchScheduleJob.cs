using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>Starts the batch prediction of a tick, in the name of the person who saved the schedule. It ends with the start in one transaction.</summary>
internal sealed class BatchScheduleJob(IDbContextFactory<WorkbenchDbContext> contexts, BatchPredictions batches, JobLauncher jobs) : IJob
{
    public static string Kind => "batch-schedule";

    public async Task RunAsync(Guid subjectId, JobContext context, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var schedule = await db.BatchSchedules.AsNoTracking()
            .Include(row => row.Project)
            .Include(row => row.Model)
            .Include(row => row.Dataset)
            .SingleOrDefaultAsync(row => row.Id == subjectId, cancellationToken);
        if (schedule is null)
        {
            // It was deleted after its time had come.
            return;
        }

        await RequireIdleAsync(db, schedule, cancellationToken);
        var owner = await FindOwnerAsync(db, schedule, cancellationToken);
        var (scoring, batch) = await batches.PrepareAsync(
            owner, schedule.Model!.Name, schedule.Dataset!.Name, null, schedule.ToOrder(), schedule.Id, cancellationToken);
        JobRun? job = null;
        await context.EndAsync(
            JobState.Completed, null, async ended => job = await batches.AddNextAsync(ended, owner, scoring, batch, CancellationToken.None), cancellationToken);
        jobs.Enqueue(job!);
    }

    private static async Task RequireIdleAsync(WorkbenchDbContext db, BatchSchedule schedule, CancellationToken cancellationToken)
    {
        var active = db.BatchPredictions.Where(batch => batch.ScheduleId == schedule.Id
            && db.JobRuns.Any(job => job.SubjectId == batch.Id && (job.State == JobState.Queued || job.State == JobState.Running)));
        if (await active.AnyAsync(cancellationToken))
        {
            throw WorkbenchException.Conflict("schedule_busy", "The run before has not ended, so this one was skipped. Choose times that are further apart.");
        }
    }

    /// <summary>The person with the rights of now, which may be fewer than when the schedule was saved.</summary>
    private static async Task<Actor> FindOwnerAsync(WorkbenchDbContext db, BatchSchedule schedule, CancellationToken cancellationToken)
    {
        try
        {
            var owner = await db.RequireNowAsync(schedule.Owner(), Permission.Predict, "score rows", cancellationToken);
            BatchPredictions.RequireOutput(owner, schedule.Output);
            return owner;
        }
        catch (WorkbenchException missing)
        {
            throw new WorkbenchException(
                ErrorKind.Conflict,
                "schedule_right_missing",
                $"{schedule.OwnerName}, who saved the schedule, no longer has the right to score or to write datasets. Somebody with it can save it again.",
                inner: missing);
        }
    }
}
