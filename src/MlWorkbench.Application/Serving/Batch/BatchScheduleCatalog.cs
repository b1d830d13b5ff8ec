using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>Reads schedules of batch predictions.</summary>
public sealed class BatchScheduleCatalog(IDbContextFactory<WorkbenchDbContext> contexts)
{
    private static readonly ListOrders<BatchSchedule, Guid> Orders = new ListOrders<BatchSchedule, Guid>(schedule => schedule.Id)
        .By("created", schedule => schedule.CreatedAt);

    /// <summary>Lists schedules, newest first. <see cref="ListQuery.Search"/> matches models and datasets.</summary>
    /// <param name="model">If omitted, those of all models.</param>
    /// <exception cref="WorkbenchException">The model does not exist.</exception>
    public async Task<Page<BatchScheduleDetails>> ListAsync(Actor actor, ListQuery query, string? model, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var schedules = Schedules(db, actor).Where(schedule => model == null || schedule.Model!.Name == model);
        if (model is not null && !await db.RegisteredModels.AnyAsync(row => row.ProjectId == actor.Project.Id && row.Name == model, cancellationToken))
        {
            throw WorkbenchException.NotFound($"model '{model}'");
        }

        if (query.Pattern is { } pattern)
        {
            schedules = schedules.Where(schedule => ListQuery.Matches(schedule.Model!.Name, pattern) || ListQuery.Matches(schedule.Dataset!.Name, pattern));
        }

        var total = await schedules.CountAsync(cancellationToken);
        var slice = await Orders.SliceAsync(schedules, query, cancellationToken);
        return slice.ToPage(await ReadAsync(db, slice.Rows, cancellationToken), total);
    }

    /// <exception cref="WorkbenchException">The model has no such schedule.</exception>
    public async Task<BatchScheduleDetails> GetAsync(Actor actor, string model, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var schedules = Schedules(db, actor).Where(schedule => schedule.Id == id && schedule.Model!.Name == model);
        return (await ReadAsync(db, schedules, cancellationToken)).SingleOrDefault() ?? throw NotFound(model);
    }

    internal static WorkbenchException NotFound(string model) => WorkbenchException.NotFound($"such schedule of a model '{model}'");

    private static IQueryable<BatchSchedule> Schedules(WorkbenchDbContext db, Actor actor)
    {
        actor.Require(Permission.Read, "see schedules of batch predictions");
        return db.BatchSchedules.AsNoTracking().Where(schedule => schedule.ProjectId == actor.Project.Id);
    }

    private static async Task<IReadOnlyList<BatchScheduleDetails>> ReadAsync(
        WorkbenchDbContext db, IQueryable<BatchSchedule> schedules, CancellationToken cancellationToken)
    {
        var rows = await schedules
            .Select(schedule => new
            {
                Row = schedule,
                Times = schedule.Schedule!,
                Model = schedule.Model!.Name,
                Dataset = schedule.Dataset!.Name,
                Tick = db.ScheduleTicks.Where(tick => tick.ScheduleId == schedule.Id).OrderByDescending(tick => tick.DueAt).FirstOrDefault(),
                Batch = db.BatchPredictions.Where(batch => batch.ScheduleId == schedule.Id).OrderByDescending(batch => batch.CreatedAt)
                    .Select(batch => (Guid?)batch.Id).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        var starts = rows.Where(row => row.Tick is not null).Select(row => row.Tick!.JobId).ToList();
        var jobs = (await JobCatalog.ReadAsync(db, db.JobRuns.AsNoTracking().Where(job => starts.Contains(job.Id)), cancellationToken)).ToDictionary(job => job.Id);
        var ids = rows.Select(row => row.Batch).ToList();
        var batches = (await BatchPredictionCatalog.ReadAsync(db, db.BatchPredictions.AsNoTracking().Where(batch => ids.Contains(batch.Id)), cancellationToken))
            .ToDictionary(batch => batch.Id);
        return [.. rows.Select(row => new BatchScheduleDetails
        {
            Id = row.Row.Id,
            Model = row.Model,
            Order = new BatchScheduleOrder(row.Dataset, row.Row.ToOrder(), row.Times.Cron, row.Times.TimeZone, row.Times.Enabled),
            NextDueAt = row.Times.Enabled ? row.Times.NextDueAt : null,
            LastRun = row.Tick is { } tick ? RunOf(tick.DueAt, jobs[tick.JobId], row.Batch is { } batch ? batches[batch] : null) : null,
            OwnerId = row.Row.OwnerId,
            OwnerName = row.Row.OwnerName,
            CreatedAt = row.Row.CreatedAt,
        })];
    }

    /// <summary>Only a completed job has started a batch prediction. Otherwise the newest one is that of an earlier run.</summary>
    private static BatchScheduleRun RunOf(DateTime dueAt, JobSummary start, BatchPredictionDetails? newest) =>
        new(dueAt, start, start.State == JobState.Completed ? newest : null);
}
