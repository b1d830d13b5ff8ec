using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Datasets.Analyses;

/// <summary>Returns the result of an analysis. The first request starts the job that computes it.</summary>
public sealed class AnalysisLauncher(IDbContextFactory<WorkbenchDbContext> contexts, JobLauncher jobs, TimeProvider clock)
{
    internal async Task<Analysis<T>> GetAsync<T>(Actor actor, AnalysisQuestion question, string title, CancellationToken cancellation)
        where T : class
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var found = await FindAsync(db, question, cancellation);
        if (found is { Result: { } result })
        {
            return new Analysis<T>(DatasetJson.Read<T>(result), null);
        }

        if (found is { Reason: { } reason })
        {
            return new Analysis<T>(null, JobReasonText.Of(reason));
        }

        if (found is null || !await IsUnderWayAsync(db, found.Id, cancellation))
        {
            await LaunchAsync(actor, question, title, cancellation);
        }

        return new Analysis<T>(null, null);
    }

    private async Task LaunchAsync(Actor actor, AnalysisQuestion question, string title, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await db.BeginWriteAsync(cancellation);
        // Read again under the write lock, because two pages may request the same analysis at the same time.
        var analysis = await FindAsync(db, question, cancellation);
        if (analysis is not null && (analysis.Result is not null || await IsUnderWayAsync(db, analysis.Id, cancellation)))
        {
            return;
        }

        analysis ??= db.DatasetAnalyses.Add(new DatasetAnalysis
        {
            Id = Guid.CreateVersion7(),
            DatasetVersionId = question.VersionId,
            ReferenceVersionId = question.ReferenceVersionId,
            Kind = question.Kind,
            Subject = question.Subject,
            CreatedAt = clock.GetUtcNow().UtcDateTime,
        }).Entity;
        var job = await jobs.AddAsync<AnalysisJob>(db, actor, analysis.Id, title, JobQueues.Default, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        jobs.Enqueue(job);
    }

    private static Task<DatasetAnalysis?> FindAsync(WorkbenchDbContext db, AnalysisQuestion question, CancellationToken cancellation) =>
        db.DatasetAnalyses.AsNoTracking().SingleOrDefaultAsync(
            row => row.DatasetVersionId == question.VersionId && row.Kind == question.Kind && row.Subject == question.Subject,
            cancellation);

    /// <summary>False if the job was stopped or failed. The next request then starts it again.</summary>
    private static Task<bool> IsUnderWayAsync(WorkbenchDbContext db, Guid analysisId, CancellationToken cancellation) =>
        db.JobRuns.AnyAsync(job => job.SubjectId == analysisId && (job.State == JobState.Queued || job.State == JobState.Running), cancellation);
}
