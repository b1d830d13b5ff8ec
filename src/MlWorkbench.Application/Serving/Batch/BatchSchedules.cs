using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Jobs.Schedules;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Serving.Batch;

/// <summary>Changes the schedules of batch predictions: "score the newest version of this dataset every morning".</summary>
public sealed class BatchSchedules(IDbContextFactory<WorkbenchDbContext> contexts, BatchPredictions batches, ChangeLog changes, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Adds a schedule. Returns its id.</summary>
    /// <exception cref="WorkbenchException">A right is missing, the times are not valid, or a run could not start now.</exception>
    public async Task<Guid> CreateAsync(Actor actor, string model, BatchScheduleOrder order, CancellationToken cancellationToken)
    {
        var (next, scoring, batch) = await PrepareAsync(actor, model, order, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var id = Guid.CreateVersion7();
        var times = new Schedule
        {
            Id = id,
            ProjectId = actor.Project.Id,
            JobKind = BatchScheduleJob.Kind,
            SubjectId = id,
            Title = TitleOf(order, scoring),
            Queue = JobQueues.Default,
            Cron = order.Cron,
            TimeZone = order.TimeZone,
            Enabled = order.Enabled,
            NextDueAt = next,
        };
        var schedule = new BatchSchedule
        {
            Id = id,
            Schedule = times,
            ProjectId = actor.Project.Id,
            ModelId = scoring.ModelId,
            OwnerId = actor.UserId,
            OwnerName = actor.Name,
            CreatedAt = Now,
        };
        await SetAsync(db, schedule, batch, order, actor, cancellationToken);
        db.BatchSchedules.Add(schedule);
        await changes.RecordAsync(db, actor, BatchEvents.Of(scoring), new BatchEvents.Scheduled(order.Dataset, order.Cron, order.TimeZone, order.Enabled), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>Replaces the dataset and the times of a schedule. Its runs need the rights of the actor from now on.</summary>
    /// <exception cref="WorkbenchException">A right is missing, the schedule does not exist, the times are not valid, or a run could not start now.</exception>
    public async Task UpdateAsync(Actor actor, string model, Guid id, BatchScheduleOrder order, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await FindAsync(db.BatchSchedules.AsNoTracking(), actor, model, id, cancellationToken);
        var (next, scoring, batch) = await PrepareAsync(actor, model, order, cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var schedule = await FindAsync(db.BatchSchedules, actor, model, id, cancellationToken);
        var times = schedule.Schedule!;
        if ((times.Cron, times.TimeZone, times.Enabled) != (order.Cron, order.TimeZone, order.Enabled))
        {
            (times.Cron, times.TimeZone, times.Enabled, times.NextDueAt) = (order.Cron, order.TimeZone, order.Enabled, next);
        }

        times.Title = TitleOf(order, scoring);
        await SetAsync(db, schedule, batch, order, actor, cancellationToken);
        await changes.RecordAsync(
            db, actor, BatchEvents.Of(scoring), new BatchEvents.ScheduleChanged(order.Dataset, order.Cron, order.TimeZone, order.Enabled), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Stops the runs of a schedule, also if none could start now. It keeps its owner.</summary>
    /// <exception cref="WorkbenchException">A right is missing, or the schedule does not exist.</exception>
    public async Task DisableAsync(Actor actor, string model, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var schedule = await FindAsync(db.BatchSchedules, actor, model, id, cancellationToken);
        schedule.Schedule!.Enabled = false;
        await changes.RecordAsync(
            db,
            actor,
            BatchEvents.OfModel(schedule.ModelId, model),
            new BatchEvents.ScheduleChanged(schedule.Dataset!.Name, schedule.Schedule.Cron, schedule.Schedule.TimeZone, Enabled: false),
            cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Deletes a schedule. Its batch predictions stay.</summary>
    /// <exception cref="WorkbenchException">A right is missing, or the schedule does not exist.</exception>
    public async Task DeleteAsync(Actor actor, string model, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var schedule = await FindAsync(db.BatchSchedules, actor, model, id, cancellationToken);
        db.Schedules.Remove(schedule.Schedule!);
        await changes.RecordAsync(
            db,
            actor,
            BatchEvents.OfModel(schedule.ModelId, model),
            new BatchEvents.ScheduleDeleted(schedule.Dataset!.Name, schedule.Schedule!.Cron, schedule.Schedule.TimeZone, schedule.Schedule.Enabled),
            cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Whether the actor may change the schedule of this person.</summary>
    public static bool IsAllowed(Actor actor, Guid ownerId) => actor.May(Permission.Predict) && (actor.UserId == ownerId || actor.May(Permission.Operate));

    private static string TitleOf(BatchScheduleOrder order, ScoringVersion scoring) => $"Start to score {order.Dataset} with {scoring.Model}";

    /// <summary>A schedule belongs to the person who saved it. Operators may change all.</summary>
    private static async Task<BatchSchedule> FindAsync(
        IQueryable<BatchSchedule> schedules, Actor actor, string model, Guid id, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Predict, "schedule batch predictions");
        actor.RequireOpenProject();
        var schedule = await schedules
            .Include(row => row.Schedule)
            .Include(row => row.Dataset)
            .SingleOrDefaultAsync(row => row.Id == id && row.ProjectId == actor.Project.Id && row.Model!.Name == model, cancellationToken)
            ?? throw BatchScheduleCatalog.NotFound(model);
        if (schedule.OwnerId != actor.UserId)
        {
            actor.Require(Permission.Operate, "change the schedules of others");
        }

        return schedule;
    }

    /// <summary>Checks the times, and that a run could start now.</summary>
    private async Task<(DateTime Next, ScoringVersion Scoring, BatchPrediction Batch)> PrepareAsync(
        Actor actor, string model, BatchScheduleOrder order, CancellationToken cancellationToken)
    {
        actor.Require(Permission.Predict, "schedule batch predictions");
        actor.RequireOpenProject();
        var next = ScheduleTimes.FindNext(order.Cron, order.TimeZone, Now)
            ?? throw WorkbenchException.Invalid("schedule_never", $"No date fits the schedule '{order.Cron}'. Correct its day and month.", column: "schedule");
        var (scoring, batch) = await batches.PrepareAsync(actor, model, order.Dataset, null, order.Order, null, cancellationToken);
        return (next, scoring, batch);
    }

    private static async Task SetAsync(
        WorkbenchDbContext db, BatchSchedule schedule, BatchPrediction batch, BatchScheduleOrder order, Actor actor, CancellationToken cancellationToken)
    {
        schedule.ModelVersion = order.Order.ModelVersion;
        schedule.DatasetId = await db.DatasetVersions.Where(version => version.Id == batch.DatasetVersionId).Select(version => version.DatasetId).SingleAsync(cancellationToken);
        (schedule.Output, schedule.Into, schedule.Keep, schedule.Explain) = (batch.Output, batch.Into, batch.Keep, batch.Explain);
        (schedule.OwnerId, schedule.OwnerName, schedule.TokenMaker) = (actor.UserId, actor.Name, batch.TokenMaker);
    }
}
