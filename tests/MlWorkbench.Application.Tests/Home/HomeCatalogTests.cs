using Microsoft.EntityFrameworkCore;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Home;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;
using MlWorkbench.Engine;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Home;

public sealed class HomeCatalogTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_NewWorkbench_IsEmpty()
    {
        await using var workbench = await TestWorkbench.StartAsync();

        var home = await workbench.Get<HomeCatalog>().ReadAsync(workbench.Admin, Now);

        Assert.True(home.IsEmpty);
        Assert.Empty(home.Needs);
    }

    [Fact]
    public async Task ReadAsync_OpenRequest_NeedsWhoMayDecideIt()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        var (requester, viewer) = (await SamplePeople.AddAsync(workbench.Services, "ana", UserRole.Approver), await SamplePeople.AddAsync(workbench.Services, "vic", UserRole.Viewer));
        var request = await AskAsync(workbench, requester);
        var catalog = workbench.Get<HomeCatalog>();

        var need = Assert.Single((await catalog.ReadAsync(workbench.Admin, Now)).Needs);

        Assert.Equal((NeedKind.Request, request, "churn version 1 to Production"), (need.Kind, need.Id, need.Title));
        Assert.Empty((await catalog.ReadAsync(requester, Now)).Needs);
        Assert.Empty((await catalog.ReadAsync(viewer, Now)).Needs);
        Assert.Equal(new Pulse(0, 1), await catalog.PulseAsync(workbench.Admin, Now));
        Assert.Equal(new Pulse(0, 0), await catalog.PulseAsync(requester, Now));
    }

    [Fact]
    public async Task ReadAsync_SingleUserWorkbench_NeedsTheRequesterToo()
    {
        await using var workbench = await TestWorkbench.StartAsync(new Dictionary<string, string?> { ["Access:SingleUser"] = "true" });
        await AskAsync(workbench, workbench.Admin);

        Assert.Equal(NeedKind.Request, Assert.Single((await workbench.Get<HomeCatalog>().ReadAsync(workbench.Admin, Now)).Needs).Kind);
    }

    [Fact]
    public async Task ReadAsync_FailedJobAndChanges_AreListedNewestFirst()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await AskAsync(workbench, workbench.Admin);
        await PlantJobAsync(workbench, JobState.Failed);
        await PlantJobAsync(workbench, JobState.Running);

        var home = await workbench.Get<HomeCatalog>().ReadAsync(workbench.Admin, Now);

        Assert.False(home.IsEmpty);
        Assert.Equal((NeedKind.FailedJob, "Out of memory."), (Assert.Single(home.Needs).Kind, home.Needs[0].Details));
        Assert.Equal(JobState.Running, Assert.Single(home.Running).State);
        Assert.Equal([ChangeKind.DatasetVersion, ChangeKind.Experiment, ChangeKind.ModelVersion], home.Changes.Select(change => change.Kind).Order());
        Assert.Equal(home.Changes.OrderByDescending(change => change.At), home.Changes);
    }

    [Fact]
    public async Task FindAsync_PartOfAName_FindsAllKinds()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await AskAsync(workbench, workbench.Admin);
        var catalog = workbench.Get<JumpCatalog>();

        var churn = await catalog.FindAsync(workbench.Admin, "CHURN", Now);
        var customers = await catalog.FindAsync(workbench.Admin, "custom", Now);

        Assert.Equal([JumpKind.Experiment, JumpKind.Model], churn.Select(target => target.Kind).Order());
        Assert.Equal([JumpKind.Dataset, JumpKind.Experiment], customers.Select(target => target.Kind).Order());
        Assert.Empty(await catalog.FindAsync(workbench.Admin, "%", Now));
        Assert.Empty(await catalog.FindAsync(workbench.Admin, " ", Now));
    }

    private static async Task<Guid> AskAsync(TestWorkbench workbench, Actor by)
    {
        var run = await new SampleRuns(workbench.Services).PlantAsync(by, new SampleRun());
        await workbench.Get<ModelRegistration>().RegisterAsync(by, "churn", run, null, Now);
        return await workbench.Get<TransitionRequests>().OpenAsync(by, "churn", 1, Stage.Production, "Better.", Now);
    }

    private static async Task PlantJobAsync(TestWorkbench workbench, JobState state)
    {
        await using var db = await workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Now);
        var now = workbench.Clock.GetUtcNow().UtcDateTime;
        db.JobRuns.Add(new JobRun
        {
            ProjectId = ProjectScope.Default.Id,
            Id = Guid.CreateVersion7(),
            Kind = "experiment",
            SubjectId = Guid.CreateVersion7(),
            Title = "Churn",
            Queue = JobQueues.Training,
            State = state,
            Reason = state == JobState.Failed ? Statement.OfText("Out of memory.") : null,
            RequestedByName = "Ada",
            QueuedAt = now,
            StartedAt = now,
            EndedAt = state == JobState.Failed ? now : null,
        });
        await db.SaveChangesAsync(Now);
    }
}
