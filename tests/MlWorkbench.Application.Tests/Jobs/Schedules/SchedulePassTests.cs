using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Jobs.Schedules;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Storage;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Jobs.Schedules;

/// <summary>The clock starts at 09:00 on a Monday. The schedules tick each hour from then on.</summary>
public sealed class SchedulePassTests : IAsyncLifetime
{
    private const string Hourly = "0 * * * *";

    private TestWorkbench _workbench = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DateTime Now => _workbench.Clock.GetUtcNow().UtcDateTime;

    public async ValueTask InitializeAsync() =>
        _workbench = await TestWorkbench.StartAsync(more: services => services.AddSingleton(new JobScript()).AddJob<ScriptedJob>());

    public ValueTask DisposeAsync() => _workbench.DisposeAsync();

    [Fact]
    public async Task StartDueAsync_DueSchedule_StartsOneJobPerTick()
    {
        var schedule = await AddAsync(Hourly);
        var first = Now;

        Assert.Equal(1, await Pass().StartDueAsync(Token));
        Assert.Equal(0, await Pass().StartDueAsync(Token));
        _workbench.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(0, await Pass().StartDueAsync(Token));
        _workbench.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await Pass().StartDueAsync(Token));

        var ticks = await TicksAsync();
        Assert.Equal([first, first.AddHours(1)], ticks.Select(tick => tick.DueAt));
        Assert.All(ticks, tick => Assert.Equal((tick.DueAt, schedule.SubjectId, "Check drift"), (tick.Job!.DueAt, tick.Job.SubjectId, tick.Job.Title)));
    }

    [Fact]
    public async Task StartDueAsync_DueSchedule_WakesAWorkerThatRunsTheJob()
    {
        await AddAsync(Hourly);
        await Pass().StartDueAsync(Token);

        await _workbench.RunJobsAsync();

        Assert.Equal(JobState.Completed, Assert.Single(await TicksAsync()).Job!.State);
    }

    [Fact]
    public async Task StartDueAsync_TicksMissedWhileNoProcessRan_StartOneJob()
    {
        await AddAsync(Hourly);
        var missed = Now;
        _workbench.Clock.Advance(TimeSpan.FromHours(72.5));

        Assert.Equal(1, await Pass().StartDueAsync(Token));
        Assert.Equal(0, await Pass().StartDueAsync(Token));

        Assert.Equal(missed, Assert.Single(await TicksAsync()).DueAt);
        Assert.Equal(missed.AddHours(73), await NextAsync());
    }

    [Fact]
    public async Task StartDueAsync_SeveralProcessesAtOnce_StartEachTickOnce()
    {
        const int Schedules = 20;
        for (var number = 0; number < Schedules; number++)
        {
            await AddAsync(Hourly);
        }

        var started = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Pass().StartDueAsync(Token), Token)));

        Assert.Equal(Schedules, started.Sum());
        Assert.Equal(Schedules, (await TicksAsync()).Select(tick => tick.ScheduleId).Distinct().Count());
        await using var db = await OpenAsync();
        Assert.Equal(Schedules, await db.JobRuns.CountAsync(Token));
    }

    [Fact]
    public async Task StartDueAsync_DisabledSchedule_StartsNothing()
    {
        await AddAsync(Hourly, enabled: false);

        Assert.Equal(0, await Pass().StartDueAsync(Token));
    }

    [Fact]
    public async Task StartDueAsync_ArchivedProject_WaitsUntilItIsRestored()
    {
        var editor = _workbench.Get<ProjectEditor>();
        await editor.CreateAsync(_workbench.Admin, "fraud", null, Token);
        await using (var db = await OpenAsync())
        {
            await AddAsync(Hourly, await db.Projects.Where(project => project.Name == "fraud").Select(project => project.Id).SingleAsync(Token));
        }

        await editor.UpdateAsync(_workbench.Admin, "fraud", null, archived: true, Token);
        var whileArchived = await Pass().StartDueAsync(Token);
        await editor.UpdateAsync(_workbench.Admin, "fraud", null, archived: false, Token);
        var afterwards = await Pass().StartDueAsync(Token);

        Assert.Equal((0, 1), (whileArchived, afterwards));
    }

    [Fact]
    public async Task StartDueAsync_ScheduleThatCannotBeRead_DoesNotHoldUpTheOthers()
    {
        await AddAsync("every day");
        await AddAsync(Hourly);

        Assert.Equal(1, await Pass().StartDueAsync(Token));

        Assert.Single(await TicksAsync());
    }

    [Fact]
    public async Task StartDueAsync_ExpressionWithoutFurtherTicks_EndsTheSchedule()
    {
        await AddAsync("0 0 30 2 *");

        Assert.Equal(1, await Pass().StartDueAsync(Token));

        Assert.Null(await NextAsync());
    }

    private SchedulePass Pass() => ActivatorUtilities.CreateInstance<SchedulePass>(_workbench.Services);

    private async Task<Schedule> AddAsync(string cron, Guid? project = null, bool enabled = true)
    {
        var schedule = new Schedule
        {
            Id = Guid.CreateVersion7(),
            ProjectId = project ?? ProjectScope.Default.Id,
            JobKind = ScriptedJob.Kind,
            SubjectId = Guid.CreateVersion7(),
            Title = "Check drift",
            Queue = JobQueues.Default,
            Cron = cron,
            TimeZone = "UTC",
            Enabled = enabled,
            NextDueAt = Now,
        };
        await using var db = await OpenAsync();
        db.Schedules.Add(schedule);
        await db.SaveChangesAsync(Token);
        return schedule;
    }

    private async Task<IReadOnlyList<ScheduleTick>> TicksAsync()
    {
        await using var db = await OpenAsync();
        return await db.ScheduleTicks.AsNoTracking().Include(tick => tick.Job).OrderBy(tick => tick.DueAt).ToListAsync(Token);
    }

    private async Task<DateTime?> NextAsync()
    {
        await using var db = await OpenAsync();
        return await db.Schedules.Select(schedule => schedule.NextDueAt).SingleAsync(Token);
    }

    private Task<WorkbenchDbContext> OpenAsync() => _workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Token);
}
