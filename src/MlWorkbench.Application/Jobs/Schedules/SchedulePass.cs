using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Jobs.Schedules;

/// <summary>Starts the jobs of due schedules. Several processes can look at the same time: one of them starts the job of a tick.</summary>
/// <remarks>Ticks that were missed while no process ran start one job together.</remarks>
public sealed class SchedulePass(
    IDbContextFactory<WorkbenchDbContext> contexts,
    JobLauncher jobs,
    StorageDamage damage,
    TimeProvider clock,
    ILogger<SchedulePass> logger) : BackgroundService
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);

    /// <summary>Starts a job for each schedule that is due, and returns the number of jobs.</summary>
    internal async Task<int> StartDueAsync(CancellationToken cancellationToken)
    {
        if (damage.Found is not null)
        {
            return 0;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var started = 0;
        foreach (var schedule in await FindDueAsync(now, cancellationToken))
        {
            try
            {
                started += await StartAsync(schedule, now, cancellationToken) ? 1 : 0;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.LogError(exception, "The schedule {Schedule} ({Title}) could not start its job", schedule.Id, schedule.Title);
            }
        }

        return started;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await TryStartDueAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The rows show the next process what is due.
        }
    }

    private async Task TryStartDueAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StartDueAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(exception, "The due schedules could not be read. The next attempt is in {Seconds} s", LookInterval.TotalSeconds);
        }
    }

    /// <summary>Schedules of an archived project wait until it is restored.</summary>
    private async Task<IReadOnlyList<Schedule>> FindDueAsync(DateTime now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Schedules.AsNoTracking().Include(schedule => schedule.Project)
            .Where(schedule => schedule.Enabled && schedule.NextDueAt <= now && schedule.Project!.ArchivedAt == null)
            .OrderBy(schedule => schedule.NextDueAt)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Moves the schedule to its next tick and adds the job, in one transaction. Returns false if another process did.</summary>
    private async Task<bool> StartAsync(Schedule schedule, DateTime now, CancellationToken cancellationToken)
    {
        var tick = schedule.NextDueAt!.Value;
        var next = ScheduleTimes.FindNext(schedule.Cron, schedule.TimeZone, now);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginWriteAsync(cancellationToken);
        var isOurs = await db.Schedules
            .Where(row => row.Id == schedule.Id && row.Enabled && row.NextDueAt == tick)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextDueAt, next), cancellationToken) == 1;
        if (!isOurs)
        {
            return false;
        }

        var actor = Actor.System with { Project = new ProjectScope(schedule.ProjectId, schedule.Project!.Name) };
        var job = await jobs.AddAsync(db, actor, schedule.JobKind, schedule.SubjectId, schedule.Title, schedule.Queue, cancellationToken, tick);
        db.ScheduleTicks.Add(new ScheduleTick { ScheduleId = schedule.Id, DueAt = tick, JobId = job.Id });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        jobs.Enqueue(job);
        return true;
    }
}
