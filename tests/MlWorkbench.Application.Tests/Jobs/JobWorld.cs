using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Storage;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Jobs;

/// <summary>A workbench with one kind of job, which does what the test says.</summary>
internal sealed class JobWorld : IAsyncDisposable
{
    private JobWorld(TestWorkbench workbench) => Workbench = workbench;

    public TestWorkbench Workbench { get; }

    public JobScript Script => Workbench.Get<JobScript>();

    public JobRunner Runner => Workbench.Get<JobRunner>();

    public static async Task<JobWorld> StartAsync(IReadOnlyDictionary<string, string?>? configuration = null) =>
        new(await TestWorkbench.StartAsync(configuration, more: services => services.AddSingleton(new JobScript()).AddJob<ScriptedJob>()));

    public Task RunNextAsync() => Runner.RunNextAsync(JobQueues.Default, CancellationToken.None);

    /// <summary>Adds a job, a moment later than the one before.</summary>
    /// <param name="by">The administrator when left out.</param>
    public async Task<Guid> AddAsync(Actor? by = null)
    {
        Workbench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await using var db = await Workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync();
        var launcher = Workbench.Get<JobLauncher>();
        var job = await launcher.AddAsync<ScriptedJob>(db, by ?? Workbench.Admin, Guid.CreateVersion7(), "Scripted", JobQueues.Default, CancellationToken.None);
        await db.SaveChangesAsync();
        launcher.Enqueue(job);
        return job.Id;
    }

    /// <summary>As another worker would leave the row.</summary>
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

    /// <summary>As when no heartbeat could be written for long.</summary>
    public async Task EndLeaseAsync(Guid id)
    {
        await using var db = await Workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync();
        var past = Workbench.Clock.GetUtcNow().UtcDateTime - TimeSpan.FromSeconds(1);
        await db.JobRuns.Where(job => job.Id == id).ExecuteUpdateAsync(set => set.SetProperty(job => job.LeaseUntil, past));
    }

    public async Task<Guid> LastStartedByAsync()
    {
        await using var db = await Workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync();
        return await db.JobRuns.OrderByDescending(job => job.Turn).Select(job => job.RequestedById).FirstAsync();
    }

    public async Task<JobRun> ReadAsync(Guid id)
    {
        await using var db = await Workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync();
        return await db.JobRuns.AsNoTracking().SingleAsync(row => row.Id == id);
    }

    /// <summary>What a killed process does to a queue in memory.</summary>
    public void DrainQueue()
    {
        while (Workbench.Queue.TryDequeue(out _))
        {
        }
    }

    public ValueTask DisposeAsync() => Workbench.DisposeAsync();
}
