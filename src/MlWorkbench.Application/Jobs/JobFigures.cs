using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Storage;

namespace MlWorkbench.Application.Jobs;

/// <summary>Number of jobs that wait, run, and have lost their heartbeat, by lane. Every process reports the same figures of the database.</summary>
public sealed class JobFigures : IFigures
{
    private readonly IDbContextFactory<WorkbenchDbContext> _contexts;
    private readonly IJobQueue _queue;
    private readonly TimeProvider _clock;
    private volatile JobReading? _last;

    public JobFigures(IDbContextFactory<WorkbenchDbContext> contexts, IJobQueue queue, TimeProvider clock, IMeterFactory meters)
    {
        _contexts = contexts;
        _queue = queue;
        _clock = clock;
        var meter = meters.Create(WorkbenchTelemetry.Name);
        meter.CreateObservableGauge("mlworkbench.jobs.waiting", () => ByLane(lane => lane.Waiting), "{job}", "Due jobs that wait for a worker.");
        meter.CreateObservableGauge("mlworkbench.jobs.running", () => ByLane(lane => lane.Running), "{job}", "Jobs that run.");
        meter.CreateObservableGauge("mlworkbench.jobs.late", () => ByLane(lane => lane.Late), "{job}", "Running jobs without a heartbeat.");
    }

    /// <summary>Null before the first reading.</summary>
    public JobReading? Last => _last;

    async Task IFigures.ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var now = _clock.GetUtcNow().UtcDateTime;
        var lanes = await db.JobRuns
            .Where(job => job.State == JobState.Running || (job.State == JobState.Queued && (job.DueAt == null || job.DueAt <= now)))
            .GroupBy(job => job.Queue)
            .Select(lane => new
            {
                lane.Key,
                Waiting = lane.Count(job => job.State == JobState.Queued),
                Running = lane.Count(job => job.State == JobState.Running),
                Late = lane.Count(job => job.LeaseUntil < now),
            })
            .ToDictionaryAsync(lane => lane.Key, lane => new LaneReading(lane.Waiting, lane.Running, lane.Late), cancellationToken);
        _last = new JobReading(
            _clock.GetUtcNow(),
            _queue.HasWorkers(),
            JobQueues.All.ToDictionary(lane => lane, lane => lanes.GetValueOrDefault(lane, LaneReading.None)));
    }

    private IEnumerable<Measurement<int>> ByLane(Func<LaneReading, int> figure) =>
        _last?.Lanes.Select(lane => new Measurement<int>(figure(lane.Value), KeyValuePair.Create("lane", (object?)lane.Key))) ?? [];
}
