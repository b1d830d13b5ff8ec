using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Jobs.Schedules;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Serving.Batch;
using MlWorkbench.Application.Tests.Registry;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Serving;

/// <summary>Schedules score the newest version once per tick. The clock starts at 09:00 UTC, an hour before the first tick.</summary>
public sealed class BatchSchedulesTests : IAsyncLifetime
{
    private const string Data = "newer";
    private const string AtTen = "0 10 * * *";

    private RegistryWorld _world = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private BatchSchedules Schedules => _world.Workbench.Get<BatchSchedules>();

    public async ValueTask InitializeAsync()
    {
        _world = await RegistryWorld.StartAsync();
        await _world.PromoteNewAsync();
        await PlantAsync(1, rows: 5);
    }

    public async ValueTask DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Run_AtEachTick_ScoresTheNewestVersionOnce()
    {
        var id = await CreateAsync(Order(new BatchOrder(Keep: ["age"])));
        Assert.Null((await GetAsync(id)).LastRun);

        await TickAsync();
        var first = await GetAsync(id);
        await PlantAsync(2, rows: 8);
        await TickAsync(days: 1);
        var second = await GetAsync(id);

        Assert.Equal((JobState.Completed, 1, 5L), (first.LastRun!.State, first.LastRun.Batch!.DataVersion, first.LastRun.Batch.Scored));
        Assert.Equal((JobState.Completed, 2, 8L), (second.LastRun!.State, second.LastRun.Batch!.DataVersion, second.LastRun.Batch.Scored));
        Assert.Equal(first.LastRun.DueAt.AddDays(1), second.LastRun.DueAt);
        Assert.Equal(2, (await _world.Workbench.Get<BatchPredictionCatalog>().ListAsync(_world.Analyst, new ListQuery(), null, Now)).Total);
        Assert.Equal(_world.Analyst.Name, second.LastRun.Batch.RequestedByName);
    }

    [Fact]
    public async Task Run_AfterADowntime_CatchesUpOnceAndScoresAnUnchangedVersionAgain()
    {
        var id = await CreateAsync(Order(new BatchOrder(Output: BatchOutput.Dataset, Into: "scored")));
        await TickAsync();
        await TickAsync(days: 3.5);

        var batches = await _world.Workbench.Get<BatchPredictionCatalog>().ListAsync(_world.Analyst, new ListQuery(), null, Now);

        Assert.Equal(2, batches.Total);
        Assert.All(batches.Items, batch => Assert.Equal((JobState.Completed, "scored"), (batch.State, batch.Version!.Dataset)));
        var next = (await GetAsync(id)).NextDueAt!.Value;
        Assert.Equal((10, true), (next.Hour, next > _world.Workbench.Clock.GetUtcNow().UtcDateTime));
    }

    [Fact]
    public async Task Run_WhileTheOneBeforeWaits_IsSkippedWithTheReason()
    {
        var id = await CreateAsync(Order());
        _world.Workbench.Clock.Advance(TimeSpan.FromHours(1));
        await Pass().StartDueAsync(Now);
        await _world.Workbench.RunJobsAsync();
        await using (var db = await _world.OpenDatabaseAsync())
        {
            await db.JobRuns.Where(job => job.Kind == BatchPredictionJob.Kind).ExecuteUpdateAsync(set => set.SetProperty(job => job.State, JobState.Queued), Now);
        }

        _world.Workbench.Clock.Advance(TimeSpan.FromDays(1));
        await Pass().StartDueAsync(Now);
        await _world.Workbench.Get<JobRunner>().RunNextAsync(JobQueues.Default, Now);

        var run = (await GetAsync(id)).LastRun!;
        Assert.Equal((JobState.Failed, "schedule_busy", null), (run.State, run.ReasonCode, run.Batch));
    }

    [Fact]
    public async Task Run_OfAPersonWhoLostTheRight_FailsUntilSomebodyElseSavesIt()
    {
        var id = await CreateAsync(Order());
        await _world.Workbench.Get<UserEditor>().UpdateAsync(_world.Workbench.Admin, _world.Analyst.UserId, UserRole.Viewer, null, Now);

        await TickAsync();
        var refused = (await GetAsync(id)).LastRun!;
        await Schedules.UpdateAsync(_world.Workbench.Admin, RegistryWorld.Model, id, Order(), Now);
        await TickAsync(days: 1);
        var run = (await GetAsync(id)).LastRun!;

        Assert.Equal((JobState.Failed, "schedule_right_missing"), (refused.State, refused.ReasonCode));
        Assert.Equal((JobState.Completed, _world.Workbench.Admin.Name), (run.State, run.Batch!.RequestedByName));
    }

    [Fact]
    public async Task Run_OfADisabledOrDeletedSchedule_DoesNotStart()
    {
        var disabled = await CreateAsync(Order());
        var operates = await SamplePeople.AddAsync(_world.Workbench.Services, "olga", UserRole.Operator);
        await Schedules.DisableAsync(operates, RegistryWorld.Model, disabled, Now);
        var deleted = await CreateAsync(Order());
        _world.Workbench.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await Pass().StartDueAsync(Now));
        await Schedules.DeleteAsync(_world.Analyst, RegistryWorld.Model, deleted, Now);
        await _world.Workbench.RunJobsAsync();

        var stopped = await GetAsync(disabled);
        Assert.Equal((null, _world.Analyst.Name), (stopped.NextDueAt, stopped.OwnerName));
        Assert.Equal("not_found", await CodeAsync(() => GetAsync(deleted)));
        Assert.Equal(0, (await _world.Workbench.Get<BatchPredictionCatalog>().ListAsync(_world.Analyst, new ListQuery(), null, Now)).Total);
    }

    [Fact]
    public async Task CreateAsync_ScheduleThatCouldNotRun_IsRefused()
    {
        var viewer = await SamplePeople.AddAsync(_world.Workbench.Services, "vic", UserRole.Viewer);
        var operates = await SamplePeople.AddAsync(_world.Workbench.Services, "olga", UserRole.Operator);
        var elsewhere = _world.Analyst with { Project = new ProjectScope(Guid.CreateVersion7(), "elsewhere") };
        var id = await CreateAsync(Order());

        Assert.Equal("schedule_invalid", await CodeAsync(() => CreateAsync(Order() with { Cron = "every morning" })));
        Assert.Equal("schedule_never", await CodeAsync(() => CreateAsync(Order() with { Cron = "0 0 30 2 *" })));
        Assert.Equal("time_zone_unknown", await CodeAsync(() => CreateAsync(Order() with { TimeZone = "Europe/Atlantis" })));
        Assert.Equal("keep_unknown", await CodeAsync(() => CreateAsync(Order(new BatchOrder(Keep: ["colour"])))));
        Assert.Equal("not_found", await CodeAsync(() => CreateAsync(Order() with { Dataset = "nothing" })));
        Assert.Equal("forbidden", await CodeAsync(() => Schedules.CreateAsync(viewer, RegistryWorld.Model, Order(), Now)));
        Assert.Equal("forbidden", await CodeAsync(
            () => Schedules.CreateAsync(operates, RegistryWorld.Model, Order(new BatchOrder(Output: BatchOutput.Dataset, Into: "scored")), Now)));
        Assert.Equal("not_found", await CodeAsync(() => Schedules.DeleteAsync(elsewhere, RegistryWorld.Model, id, Now)));
        Assert.Equal("forbidden", await CodeAsync(() => Schedules.DeleteAsync(viewer, RegistryWorld.Model, id, Now)));
        await Schedules.DeleteAsync(operates, RegistryWorld.Model, id, Now);
    }

    [Fact]
    public async Task DeleteDatasetAsync_WithASchedule_IsRefused()
    {
        var id = await CreateAsync(Order());
        var deletion = _world.Workbench.Get<DatasetDeletion>();

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => deletion.DeleteDatasetAsync(_world.Analyst, Data, Now));
        await Schedules.DeleteAsync(_world.Analyst, RegistryWorld.Model, id, Now);
        await deletion.DeleteDatasetAsync(_world.Analyst, Data, Now);

        Assert.Contains("1 scoring schedule ('churn')", refusal.Message, StringComparison.Ordinal);
    }

    private static BatchScheduleOrder Order(BatchOrder? order = null) => new(Data, order ?? new BatchOrder(), AtTen);

    private static async Task<string> CodeAsync(Func<Task> call) => (await Assert.ThrowsAsync<WorkbenchException>(call)).Code;

    private Task<Guid> CreateAsync(BatchScheduleOrder order) => Schedules.CreateAsync(_world.Analyst, RegistryWorld.Model, order, Now);

    private Task<BatchScheduleDetails> GetAsync(Guid id) =>
        _world.Workbench.Get<BatchScheduleCatalog>().GetAsync(_world.Workbench.Admin, RegistryWorld.Model, id, Now);

    private SchedulePass Pass() => ActivatorUtilities.CreateInstance<SchedulePass>(_world.Workbench.Services);

    private Task PlantAsync(int version, int rows) =>
        new SampleModel(_world.Workbench.Services).PlantVersionAsync(_world.Analyst, Data, version, SampleModel.Customers(rows));

    /// <summary>Lets the time pass until a tick, starts what is due in two processes at the same time, and runs it to its end.</summary>
    private async Task TickAsync(double days = 0)
    {
        _world.Workbench.Clock.Advance(days == 0 ? TimeSpan.FromHours(1) : TimeSpan.FromDays(days));
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Pass().StartDueAsync(Now), Now)));
        await _world.Workbench.RunJobsAsync();
        await _world.Workbench.RunJobsAsync();
        await _world.Workbench.Queue.WaitForImportsAsync();
    }
}
