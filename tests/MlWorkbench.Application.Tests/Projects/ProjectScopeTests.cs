using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Imports;
using MlWorkbench.Application.Home;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Monitoring;
using MlWorkbench.Application.Projects;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Serving;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Projects;

/// <summary>The rights of an actor in a project, and the objects that the actor finds there.</summary>
public sealed class ProjectScopeTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EnterAsync_Person_HasTheRoleOfTheProject()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await workbench.Get<ProjectEditor>().CreateAsync(workbench.Admin, "fraud", "Card fraud", Now);
        var vera = await SamplePeople.AddAsync(workbench.Services, "vera", UserRole.Viewer);
        var entry = workbench.Get<ProjectEntry>();

        Assert.True((await entry.EnterAsync(vera, "fraud", Now)).Project.IsNone);
        await workbench.Get<ProjectMembers>().SetAsync(workbench.Admin, "fraud", vera.UserId, UserRole.Approver, Now);
        var member = await entry.EnterAsync(vera, "fraud", Now);

        Assert.Equal(("fraud", UserRole.Approver), (member.Project.Name, member.Role));
        Assert.Equal(UserRole.Viewer, (await entry.EnterAsync(vera, null, Now)).Role);
        Assert.Equal(UserRole.Admin, (await entry.EnterAsync(workbench.Admin, "fraud", Now)).Role);
    }

    [Theory]
    [InlineData(Permission.Read, true)]
    [InlineData(Permission.Predict, true)]
    [InlineData(Permission.Administer, true)]
    [InlineData(Permission.ManageDatasets, false)]
    [InlineData(Permission.Approve, false)]
    [InlineData(Permission.Operate, false)]
    public void Require_InAnArchivedProject_AllowsOnlyWhatChangesNothing(Permission permission, bool allowed)
    {
        var actor = Actor.System with { Project = new ProjectScope(Guid.NewGuid(), "old", IsArchived: true) };

        Assert.Equal(allowed, actor.May(permission));
        Assert.Equal(allowed ? null : "project_archived", (Record.Exception(() => actor.Require(permission, "do this")) as WorkbenchException)?.Code);
    }

    [Fact]
    public void Require_WithoutAProject_FindsNothing()
    {
        var actor = new Actor(Guid.NewGuid(), "Ada", UserRole.Approver) { Project = ProjectScope.None };

        var refusal = Assert.Throws<WorkbenchException>(() => actor.Require(Permission.Read, "see datasets"));

        Assert.Equal(ErrorKind.NotFound, refusal.Kind);
        Assert.False(actor.May(Permission.Read));
    }

    /// <summary>Requests, drift and jobs of one project on the home page, in the counters of the top bar and in the jump list of another.</summary>
    [Fact]
    public async Task HomeAndSearch_OfAnotherProject_AreEmpty()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await workbench.Get<ProjectEditor>().CreateAsync(workbench.Admin, "fraud", null, Now);
        var anna = await SamplePeople.AddAsync(workbench.Services, "anna", UserRole.Analyst);
        var model = new SampleModel(workbench.Services);
        await model.PlantAsync(anna);
        await workbench.Get<TransitionRequests>().OpenAsync(anna, SampleModel.Model, 1, Stage.Production, "Please.", Now);
        await workbench.Get<DriftChecks>().StartAsync(anna, SampleModel.Model, new DriftCheckRequest(SampleModel.Dataset, 1), Now);
        await new SampleExperiments(workbench.Services).PlantQueuedAsync(anna);
        var inside = await workbench.Get<ProjectEntry>().EnterAsync(workbench.Admin, "fraud", Now);

        var (here, there) = (await workbench.Get<HomeCatalog>().ReadAsync(workbench.Admin, Now), await workbench.Get<HomeCatalog>().ReadAsync(inside, Now));

        Assert.NotEmpty(here.Needs);
        Assert.NotEmpty(here.Running);
        Assert.NotEmpty(here.Changes);
        Assert.True(there.IsEmpty);
        Assert.Empty(there.Needs);
        Assert.Equal(new Pulse(0, 0), await workbench.Get<HomeCatalog>().PulseAsync(inside, Now));
        Assert.NotEqual(new Pulse(0, 0), await workbench.Get<HomeCatalog>().PulseAsync(workbench.Admin, Now));
        Assert.Equal(new Pulse(0, 0), await workbench.Get<HomeCatalog>().PulseAsync(await SamplePeople.AddAsync(workbench.Services, "gus", UserRole.Guest), Now));
        Assert.NotEmpty(await workbench.Get<JumpCatalog>().FindAsync(workbench.Admin, "c", Now));
        Assert.Empty(await workbench.Get<JumpCatalog>().FindAsync(inside, "c", Now));
    }

    [Fact]
    public async Task Import_IntoAProject_MakesItsVersionThereAndIsUnknownElsewhere()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await workbench.Get<ProjectEditor>().CreateAsync(workbench.Admin, "fraud", null, Now);
        var inside = await workbench.Get<ProjectEntry>().EnterAsync(workbench.Admin, "fraud", Now);

        await workbench.Get<DatasetImporter>().ImportAsync(inside, "people", "people.csv", new MemoryStream("id,age\n1,36\n2,41\n"u8.ToArray()), DatasetImportOptions.Inferred, Now);

        Assert.Equal(2, (await workbench.Get<DatasetCatalog>().GetVersionAsync(inside, "people", 1, Now)).Rows);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<DatasetCatalog>().GetVersionAsync(workbench.Admin, "people", 1, Now))).Kind);
        var import = (await workbench.Get<JobCatalog>().ListAsync(inside, new ListQuery(), null, Now)).Items.Single(job => job.Kind == "import").SubjectId;
        Assert.Equal("people", (await workbench.Get<ImportCatalog>().GetAsync(inside, import, Now)).Dataset);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<WorkbenchException>(() => workbench.Get<ImportCatalog>().GetAsync(workbench.Admin, import, Now))).Kind);
        var entry = (await workbench.Get<AuditTrail>().ListAsync(workbench.Admin, new AuditQuery(), new ListQuery(), Now)).Items[0];
        Assert.Equal(("dataset.versionCreated", "fraud"), (entry.Action, entry.Project));
    }

    /// <summary>Routes are remembered for a second by name, and must not answer for the model of that name in another project.</summary>
    [Fact]
    public async Task Endpoint_OfTheSameNameInAnotherProject_IsNotMistaken()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await workbench.Get<ProjectEditor>().CreateAsync(workbench.Admin, "fraud", null, Now);
        await new SampleModel(workbench.Services).PlantAsync(workbench.Admin);
        var inside = await workbench.Get<ProjectEntry>().EnterAsync(workbench.Admin, "fraud", Now);
        var catalog = workbench.Get<EndpointCatalog>();

        Assert.Equal(1, (await catalog.FindAsync(workbench.Admin, SampleModel.Model, "1", Now)).Version);

        var refusal = await Assert.ThrowsAsync<WorkbenchException>(() => catalog.FindAsync(inside, SampleModel.Model, "1", Now));
        Assert.Equal(ErrorKind.NotFound, refusal.Kind);
    }

    [Fact]
    public async Task VerifyAsync_EntriesWithAndWithoutAProject_AreOneChain()
    {
        await using var workbench = await TestWorkbench.StartAsync();
        await workbench.Get<ProjectEditor>().CreateAsync(workbench.Admin, "fraud", null, Now);
        await workbench.Get<UserEditor>().CreateAsync(workbench.Admin, "eve@example.org", "Eve", UserRole.Guest, null, Now);
        var trail = workbench.Get<AuditTrail>();

        var entries = await trail.ListAsync(workbench.Admin, new AuditQuery(), new ListQuery(), Now);

        Assert.Equal([null, "fraud"], entries.Items.Take(2).Select(entry => entry.Project));
        Assert.True((await trail.VerifyAsync(workbench.Admin, Now)).IsWhole);
    }
}
