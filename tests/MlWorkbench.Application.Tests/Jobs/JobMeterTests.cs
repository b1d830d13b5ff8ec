using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Tests.Jobs;

public sealed class JobMeterTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Note_StartsAndEnds_AreCountedOnceByOutcome()
    {
        await using var world = await JobWorld.StartAsync();
        using var started = Collect<long>(world, "mlworkbench.jobs.started");
        using var ended = Collect<long>(world, "mlworkbench.jobs.ended");
        using var durations = Collect<double>(world, "mlworkbench.job.duration");

        await world.AddAsync();
        world.Script.Body = (_, _) =>
        {
            world.Workbench.Clock.Advance(TimeSpan.FromSeconds(7));
            return Task.CompletedTask;
        };
        await world.RunNextAsync();
        await world.AddAsync();
        world.Script.Body = (_, _) => throw new InvalidDataException("A value of a row.");
        await world.RunNextAsync();
        var queued = await world.AddAsync();
        await world.Workbench.Get<JobCancellation>().RequestAsync(world.Workbench.Admin, queued, Now);

        Assert.Equal(2, started.GetMeasurementSnapshot().Count);
        Assert.Equal(["completed", "failed", "cancelled"], ended.GetMeasurementSnapshot().Select(one => one.Tags["outcome"]));
        Assert.Equal(7, durations.GetMeasurementSnapshot()[0].Value, 3);
        // A job that never started has no duration.
        Assert.Equal(2, durations.GetMeasurementSnapshot().Count);
    }

    [Fact]
    public async Task Note_JobReturnsToTheQueue_IsCounted()
    {
        await using var world = await JobWorld.StartAsync();
        using var returned = Collect<long>(world, "mlworkbench.jobs.returned");
        await world.PretendRunningAsync(await world.AddAsync(), leaseFor: TimeSpan.FromSeconds(30));
        world.Workbench.Clock.Advance(TimeSpan.FromMinutes(2));

        await world.Workbench.Get<JobRecovery>().LookAsync(Now);

        Assert.Equal(1, Assert.Single(returned.GetMeasurementSnapshot()).Value);
    }

    [Fact]
    public async Task Figures_JobsInEveryState_AreCountedByLane()
    {
        await using var world = await JobWorld.StartAsync();
        await world.AddAsync();
        await world.AddAsync();
        await world.AddAsync(dueAfter: TimeSpan.FromHours(1));
        await world.PretendRunningAsync(await world.AddAsync(), leaseFor: TimeSpan.FromHours(2));
        await world.PretendRunningAsync(await world.AddAsync(), leaseFor: TimeSpan.FromSeconds(30));
        world.Workbench.Clock.Advance(TimeSpan.FromMinutes(2));
        var figures = world.Workbench.Get<JobFigures>();

        await ((IFigures)figures).ReadAsync(Now);

        Assert.Equal(new LaneReading(Waiting: 2, Running: 2, Late: 1), figures.Last!.Lanes[JobQueues.Default]);
        Assert.Equal(LaneReading.None, figures.Last.Lanes[JobQueues.Training]);
    }

    private static MetricCollector<T> Collect<T>(JobWorld world, string name)
        where T : struct => new(world.Workbench.Get<IMeterFactory>(), "MlWorkbench", name);
}
