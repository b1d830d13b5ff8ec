using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Samples;
using MlWorkbench.Application.Storage;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Samples;

public sealed class SampleJobTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>Loads the whole sample with the real Trainer. The server shuts down in between, and the sample is loaded again at the end.</summary>
    [Fact]
    public async Task RunAsync_InterruptedAndRunAgain_MakesEachObjectOnce()
    {
        await using var workbench = await TestWorkbench.StartAsync(realClock: true);
        var loader = workbench.Get<SampleLoader>();
        var id = await loader.LoadAsync(workbench.Admin, Now);
        Assert.Equal(id, await loader.LoadAsync(workbench.Admin, Now));

        using var shutdown = new CancellationTokenSource();
        var first = DrainAsync(workbench, shutdown.Token);
        await Until.TrueAsync(async () => (await workbench.Get<SampleCatalog>().FindAsync(workbench.Admin, Now))!.ExperimentId is not null, Now, () => Assert.False(first.IsCompleted));
        await shutdown.CancelAsync();
        await first;
        await workbench.Get<JobRecovery>().RecoverAsync(Now);
        await DrainAsync(workbench, Now);
        await loader.LoadAsync(workbench.Admin, Now);
        await DrainAsync(workbench, Now);

        var made = (await workbench.Get<SampleCatalog>().FindAsync(workbench.Admin, Now))!;
        Assert.True(made.Job.State == JobState.Completed, made.Job.Reason);
        Assert.Equal((2, 1, true), (made.Versions, made.ModelVersion, made.RequestIsOpen));
        Assert.NotNull(made.Drifted);
        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Now);
        Assert.Equal((1, 1, 1, 1), (await db.Experiments.CountAsync(Now), await db.ModelVersions.CountAsync(Now), await db.TransitionRequests.CountAsync(Now), await db.DriftReports.CountAsync(Now)));
    }

    [Fact]
    public async Task LoadAsync_ByAViewer_IsRefused()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var viewer = await SamplePeople.AddAsync(workbench.Services, "vic", Application.Access.UserRole.Viewer);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<SampleLoader>().LoadAsync(viewer, Now));

        Assert.Equal(ErrorKind.Forbidden, refusal.Kind);
    }

    /// <summary>Runs all queued jobs in parallel, like the server's lanes, until none is queued or running.</summary>
    private static async Task DrainAsync(TestWorkbench workbench, CancellationToken shutdown)
    {
        var running = new List<Task>();
        do
        {
            while (workbench.Queue.TryDequeue(out var lane))
            {
                running.Add(Task.Run(() => RunAsync(workbench, lane, shutdown), Now));
            }

            await Task.WhenAny([.. running, Task.Delay(100, Now)]);
            foreach (var ended in running.Where(task => task.IsCompleted).ToList())
            {
                await ended;
                running.Remove(ended);
            }
        }
        while (running.Count > 0 || (workbench.Queue.Count > 0 && !shutdown.IsCancellationRequested));
    }

    private static async Task RunAsync(TestWorkbench workbench, string lane, CancellationToken shutdown)
    {
        try
        {
            await workbench.Get<JobRunner>().RunNextAsync(lane, shutdown);
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            // The shutdown came before the job started, so that the job is still queued.
        }
    }
}
