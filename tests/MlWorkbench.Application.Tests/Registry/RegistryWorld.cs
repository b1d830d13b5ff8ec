using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Storage;
using MlWorkbench.Testing;

namespace MlWorkbench.Application.Tests.Registry;

/// <summary>A workbench with an analyst who requests and an approver who decides.</summary>
internal sealed class RegistryWorld : IAsyncDisposable
{
    public const string Model = "churn";

    private RegistryWorld(TestWorkbench workbench) => Workbench = workbench;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public TestWorkbench Workbench { get; }

    public Actor Analyst { get; private set; } = null!;

    public Actor Approver { get; private set; } = null!;

    public TransitionRequests Requests => Workbench.Get<TransitionRequests>();

    public TransitionDecisions Decisions => Workbench.Get<TransitionDecisions>();

    public ModelCatalog Catalog => Workbench.Get<ModelCatalog>();

    public ModelAliases Aliases => Workbench.Get<ModelAliases>();

    public AliasProtection Protection => Workbench.Get<AliasProtection>();

    public TransitionRequestCatalog Inbox => Workbench.Get<TransitionRequestCatalog>();

    public static Task<RegistryWorld> StartAsync(bool singleUser = false) =>
        StartAsync(new Dictionary<string, string?> { ["Access:SingleUser"] = singleUser.ToString() });

    /// <param name="more">Registers additional services of the test.</param>
    public static async Task<RegistryWorld> StartAsync(Dictionary<string, string?> configuration, Action<IServiceCollection>? more = null)
    {
        var world = new RegistryWorld(await TestWorkbench.StartAsync(configuration, more: more));
        world.Analyst = await SamplePeople.AddAsync(world.Workbench.Services, "anna", UserRole.Analyst);
        world.Approver = await SamplePeople.AddAsync(world.Workbench.Services, "ben", UserRole.Approver);
        return world;
    }

    public async Task<int> RegisterAsync(SampleRun? run = null)
    {
        var runId = await new SampleRuns(Workbench.Services).PlantAsync(Analyst, run ?? new SampleRun());
        return (await Workbench.Get<ModelRegistration>().RegisterAsync(Analyst, Model, runId, null, Token)).Version;
    }

    public Task<Guid> AskAsync(int version, Stage to = Stage.Production) => Requests.OpenAsync(Analyst, Model, version, to, "Better on new customers.", Token);

    /// <summary>Registers a version and promotes it to Production, a minute later than all before.</summary>
    public async Task<int> PromoteNewAsync(SampleRun? run = null)
    {
        Workbench.Clock.Advance(TimeSpan.FromMinutes(1));
        var version = await RegisterAsync(run);
        await Decisions.ApproveAsync(Approver, await AskAsync(version), "Looks good.", null, Token);
        return version;
    }

    public async Task<Dictionary<int, Stage>> StagesAsync()
    {
        var versions = await Catalog.ListVersionsAsync(Analyst, Model, new ListQuery(), null, Token);
        return versions.Items.ToDictionary(version => version.Number, version => version.Stage);
    }

    public Task<WorkbenchDbContext> OpenDatabaseAsync() => Workbench.Get<IDbContextFactory<WorkbenchDbContext>>().CreateDbContextAsync(Token);

    public ValueTask DisposeAsync() => Workbench.DisposeAsync();
}
