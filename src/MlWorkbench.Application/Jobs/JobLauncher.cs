using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Jobs;

/// <summary>Adds a job's row to the transaction of its request, and wakes a worker afterwards.</summary>
public sealed class JobLauncher(IJobQueue queue, JobLimits limits, TimeProvider clock)
{
    /// <summary>Adds the row; the caller saves it with its own rows and then calls <see cref="Enqueue"/>.</summary>
    /// <param name="dueAt">The earliest time of the start. If omitted, the job is due immediately.</param>
    /// <exception cref="WorkbenchException">The person has reached the limit of jobs.</exception>
    internal Task<JobRun> AddAsync<TJob>(
        WorkbenchDbContext db,
        Actor actor,
        Guid subjectId,
        string title,
        string lane,
        CancellationToken cancellationToken,
        DateTime? dueAt = null)
        where TJob : IJob => AddAsync(db, actor, TJob.Kind, subjectId, title, lane, cancellationToken, dueAt);

    /// <summary>Adds a row for a kind of jobs that is known only at run time.</summary>
    /// <param name="kind">A registered kind of <see cref="IJob"/>.</param>
    internal async Task<JobRun> AddAsync(
        WorkbenchDbContext db, Actor actor, string kind, Guid subjectId, string title, string lane, CancellationToken cancellationToken, DateTime? dueAt = null)
    {
        await limits.RequireRoomAsync(db, actor, lane, cancellationToken);
        return Add(db, actor, kind, subjectId, title, lane, dueAt);
    }

    /// <summary>Adds the row of a job that continues one that ends in the same transaction. It takes the place of that job, so limits do not apply.</summary>
    internal JobRun AddNext<TJob>(WorkbenchDbContext db, Actor actor, Guid subjectId, string title, string lane)
        where TJob : IJob => Add(db, actor, TJob.Kind, subjectId, title, lane, null);

    /// <summary>Wakes a worker if the job is due. <see cref="JobRecovery"/> wakes one for a job that is due later.</summary>
    internal void Enqueue(JobRun job)
    {
        if (job.DueAt is null || job.DueAt <= clock.GetUtcNow().UtcDateTime)
        {
            queue.Wake(job.Queue);
        }
    }

    private JobRun Add(WorkbenchDbContext db, Actor actor, string kind, Guid subjectId, string title, string lane, DateTime? dueAt)
    {
        var job = new JobRun
        {
            Id = Guid.CreateVersion7(),
            Kind = kind,
            SubjectId = subjectId,
            Title = title,
            ProjectId = actor.Project.Id,
            Queue = lane,
            State = JobState.Queued,
            RequestedById = actor.UserId,
            RequestedByName = actor.Name,
            QueuedAt = clock.GetUtcNow().UtcDateTime,
            DueAt = dueAt,
        };
        db.JobRuns.Add(job);
        return job;
    }
}
