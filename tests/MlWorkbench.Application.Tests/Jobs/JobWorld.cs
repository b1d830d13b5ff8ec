using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Jobs;

/// <summary>A workbench with one kind of job, whose behaviour the test sets.</summary>
internal sealed class JobWorld : IAsyncDisposable
{
    private JobWorld(TestWorkbench workbench) => Workbench = workbench;

    public TestWorkbench Workbench { get; }

    public JobScript Script => Workbench.Get<JobScript>();

    public JobRunner Runner => Workbench.Get<JobRunner>();

    public static async Task<JobWorld> StartAsync(IReadOnlyDictionary<string, string?>? configuration = null) =>
        new(await TestWorkbench.StartAsync(configuration, more: services => services.AddSingleton(new JobScript()).AddJob<ScriptedJob>()));

    public Task RunNextAsync() => Runner.RunNextAsync(JobQueues.Default, CancellationToken.None);

    /// <summary>Adds a job, shortly after the previous one.</summary>
    /// <param name="by">If omitted, the administrator.</param>
    /// <param name="dueAfter">If omitted, the job is due immediately.</param>
    public async Task<Guid> AddAsync(Actor? by = null, TimeSpan? dueAfter = null)
    {
        Workbench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await using var db = await Workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync();
        var launcher = Workbench.Get<JobLauncher>();
        var job = await launcher.AddAsync<ScriptedJob>(db, by ?? Workbench.Admin, Guid.CreateVersion7(), "Scripted", JobQueues.Default, CancellationToken.None, dueAfter is { } later ? Workbench.Clock.GetUtcNow().UtcDateTime + later : null);
        await db.SaveChangesAsync();
        launcher.Enqueue(job);
        return job.Id;
    }

    /// <summary>Leaves the row as another worker would.</summary>
    public async Task PretendRunningAsync(Guid id, TimeSpan leaseFor)
    {
        await using var db = await Workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync();
        var job = await db.JobRuns.SingleAsync(row => row.Id == id);
        job.State = JobState.Running;
        job.Attempt = 1;
        job.LeaseOwner = "elsewhere/1";
        job.LeaseUntil = Workbench.Clock.GetUtcNow().UtcDateTime + leaseFor;
        await db.SaveChangesAsync();
    }

    /// <summary>Starts the next attempt of a running job, as a process would that finds its lease ended.</summary>
    public async Task TakeOverAsync(Guid id)
    {
        await using var db = await Workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync();
        await db.JobRuns.Where(job => job.Id == id).ExecuteUpdateAsync(set => set.SetProperty(job => job.LeaseOwner, "elsewhere/1").SetProperty(job => job.Attempt, job => job.Attempt + 1));
    }

    /// <summary>Simulates a long time without a heartbeat.</summary>
    public async Task EndLeaseAsync(Guid id)
    {
        await using var db = await Workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync();
        var past = Workbench.Clock.GetUtcNow().UtcDateTime - TimeSpan.FromSeconds(1);
        await db.JobRuns.Where(job => job.Id == id).ExecuteUpdateAsync(set => set.SetProperty(job => job.LeaseUntil, past));
    }

    public async Task<Guid> LastStartedByAsync()
    {
        await using var db = await Workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync();
        return await db.JobRuns.OrderByDescending(job => job.Turn ?? 0).Select(job => job.RequestedById).FirstAsync();
    }

    public async Task<JobRun> ReadAsync(Guid id)
    {
        await using var db = await Workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync();
        return await db.JobRuns.AsNoTracking().SingleAsync(row => row.Id == id);
    }

    /// <summary>Simulates the loss of the queue in memory by a kill.</summary>
    public void DrainQueue()
    {
        while (Workbench.Queue.TryDequeue(out _))
        {
        }
    }

    public ValueTask DisposeAsync() => Workbench.DisposeAsync();
}
