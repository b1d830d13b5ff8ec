using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;

namespace MlWorkbench.Application.Jobs;

/// <summary>Reads jobs.</summary>
public sealed class JobCatalog(IDbContextFactory<WorkbenchDbContext> contexts)
{
    private static readonly ListOrders<JobRun, Guid> Orders = new ListOrders<JobRun, Guid>(job => job.Id)
        .By("queued", job => job.QueuedAt);

    /// <summary>Newest first. <see cref="ListQuery.Search"/> searches titles.</summary>
    public async Task<Page<JobSummary>> ListAsync(Actor actor, ListQuery query, JobState? state, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Read, "see jobs");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var jobs = db.JobRuns.AsNoTracking().Where(job => job.ProjectId == actor.Project.Id);
        if (state is { } wanted)
        {
            jobs = jobs.Where(job => job.State == wanted);
        }

        if (query.Pattern is { } pattern)
        {
            jobs = jobs.Where(job => ListQuery.Matches(job.Title, pattern));
        }

        var total = await jobs.CountAsync(cancellationToken);
        var slice = await Orders.SliceAsync(jobs, query, cancellationToken);
        return slice.ToPage(await ReadAsync(db, slice.Rows, cancellationToken), total);
    }

    /// <summary>The newest job for the row. Null without one.</summary>
    public async Task<JobSummary?> FindForAsync(Guid subjectId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var newest = db.JobRuns.AsNoTracking().Where(job => job.SubjectId == subjectId).OrderByDescending(job => job.QueuedAt).Take(1);
        return (await ReadAsync(db, newest, cancellationToken)).SingleOrDefault();
    }

    /// <summary>A value that changes with the newest job for the row: its state, its progress and the rows that it writes. Null without a job.</summary>
    public async Task<(Guid Job, long Revision)?> FindRevisionAsync(Guid subjectId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var newest = await db.JobRuns
            .Where(job => job.SubjectId == subjectId)
            .OrderByDescending(job => job.QueuedAt)
            .Select(job => new { job.Id, job.Revision })
            .FirstOrDefaultAsync(cancellationToken);
        return newest is null ? null : (newest.Id, newest.Revision);
    }

    /// <summary>A value that changes when any job is requested, starts, reports progress or ends.</summary>
    public async Task<(int Active, long Revisions, long? Turn)> ReadRevisionAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var active = db.JobRuns.Where(job => job.State == JobState.Queued || job.State == JobState.Running);
        var revisions = await active.Select(job => job.Revision).ToListAsync(cancellationToken);
        return (revisions.Count, revisions.Sum(), await db.JobRuns.MaxAsync(job => job.Turn, cancellationToken));
    }

    /// <summary>The newest job for each of the rows. Rows without a job have no entry.</summary>
    internal async Task<IReadOnlyDictionary<Guid, JobSummary>> ReadNewestAsync(IReadOnlyCollection<Guid> subjectIds, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var newest = db.JobRuns.AsNoTracking().Where(job => subjectIds.Contains(job.SubjectId)
            && !db.JobRuns.Any(later => later.SubjectId == job.SubjectId && later.QueuedAt > job.QueuedAt));
        // Two jobs requested at the same time are equally new.
        return (await ReadAsync(db, newest, cancellationToken)).GroupBy(job => job.SubjectId).ToDictionary(jobs => jobs.Key, jobs => jobs.First());
    }

    /// <summary>The jobs with their positions in the queue.</summary>
    internal static async Task<IReadOnlyList<JobSummary>> ReadAsync(WorkbenchDbContext db, IQueryable<JobRun> jobs, CancellationToken cancellationToken)
    {
        var summaries = await Summaries(db, jobs).ToListAsync(cancellationToken);
        if (summaries.All(job => job.State != JobState.Queued))
        {
            return summaries;
        }

        var places = new Dictionary<Guid, int>();
        foreach (var lane in JobQueues.All)
        {
            var waiting = db.JobRuns.Where(job => job.Queue == lane && job.State == JobState.Queued && job.DueAt == null);
            var turns = await JobTurns.ReadAsync(db, waiting, cancellationToken);
            foreach (var (index, id) in turns.Index())
            {
                places[id] = index + 1;
            }
        }

        return [.. summaries.Select(job => places.TryGetValue(job.Id, out var place) ? job with { QueuePosition = place } : job)];
    }

    private static string? CodeOf(Statement? statement) => statement?.Code;

    private static IQueryable<JobSummary> Summaries(WorkbenchDbContext db, IQueryable<JobRun> jobs) =>
        jobs.Select(job => new JobSummary
        {
            Id = job.Id,
            Kind = job.Kind,
            SubjectId = job.SubjectId,
            Title = job.Title,
            Model = db.DriftReports.Where(report => report.Id == job.SubjectId).Select(report => report.ModelVersion!.Model!.Name).FirstOrDefault(),
            State = job.State,
            Attempt = job.Attempt,
            Progress = job.Progress,
            ProgressText = JobProgressText.Of(job.ProgressText),
            ProgressCode = CodeOf(job.ProgressText),
            Reason = JobReasonText.Of(job.Reason),
            ReasonCode = CodeOf(job.Reason),
            RequestedById = job.RequestedById,
            RequestedByName = job.RequestedByName,
            StopRequested = job.CancelRequested && (job.State == JobState.Queued || job.State == JobState.Running),
            QueuedAt = job.QueuedAt,
            StartedAt = job.StartedAt,
            EndedAt = job.EndedAt,
            QueuePosition = null,
        });
}
