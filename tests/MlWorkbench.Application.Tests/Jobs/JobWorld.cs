using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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

    public async Task<Guid> AddAsync()
    {
        await using var db = await Workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync();
        var launcher = Workbench.Get<JobLauncher>();
        var job = launcher.Add<ScriptedJob>(db, Workbench.Admin, Guid.CreateVersion7(), "Scripted", JobQueues.Default);
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
