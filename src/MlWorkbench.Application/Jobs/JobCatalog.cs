using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Jobs;

/// <summary>Reads jobs.</summary>
public sealed class JobCatalog(IDbContextFactory<WorkbenchDbContext> contexts)
{
    /// <summary>Newest first; <see cref="ListQuery.Search"/> looks into titles.</summary>
    public async Task<Page<JobSummary>> ListAsync(Actor actor, ListQuery query, JobState? state, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see jobs");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var jobs = db.JobRuns.AsNoTracking();
        if (state is { } wanted)
        {
            jobs = jobs.Where(job => job.State == wanted);
        }

        if (query.Pattern is { } pattern)
        {
            jobs = jobs.Where(job => EF.Functions.Like(job.Title, pattern, ListQuery.Escape));
        }

        var total = await jobs.CountAsync(cancellationToken);
        var items = await Summaries(db, jobs.OrderByDescending(job => job.QueuedAt).Skip(query.Offset).Take(query.Limit)).ToListAsync(cancellationToken);
        return new Page<JobSummary>(items, total);
    }

    /// <summary>The newest job that works for the row, or null.</summary>
    public async Task<JobSummary?> FindForAsync(Guid subjectId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var newest = db.JobRuns.AsNoTracking().Where(job => job.SubjectId == subjectId).OrderByDescending(job => job.QueuedAt).Take(1);
        return await Summaries(db, newest).SingleOrDefaultAsync(cancellationToken);
    }

    internal static IQueryable<JobSummary> Summaries(WorkbenchDbContext db, IQueryable<JobRun> jobs) =>
        jobs.Select(job => new JobSummary(
            job.Id,
            job.Kind,
            job.SubjectId,
            job.Title,
            db.DriftReports.Where(report => report.Id == job.SubjectId).Select(report => report.ModelVersion!.Model!.Name).FirstOrDefault(),
            job.State,
            job.Attempt,
            job.Progress,
            job.ProgressText,
            job.Reason,
            job.RequestedById,
            job.RequestedByName,
            job.CancelRequested && (job.State == JobState.Queued || job.State == JobState.Running),
            job.QueuedAt,
            job.StartedAt,
            job.EndedAt,
            job.State == JobState.Queued
                ? db.JobRuns.Count(other => other.State == JobState.Queued && other.Queue == job.Queue && other.QueuedAt < job.QueuedAt) + 1
                : null));
}
