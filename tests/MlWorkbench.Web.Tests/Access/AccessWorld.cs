using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Backups;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Reports;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Batch;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Application.Serving.Shadows;
using MlWorkbench.Testing;

namespace MlWorkbench.Web.Tests.Access;

/// <summary>A site with a person of every role, tokens of every scope, and objects for every operation.
/// It cannot train: started experiments fail immediately.</summary>
public sealed class AccessWorld : IAsyncLifetime
{
    /// <summary>A dataset to train on, with the target <c>churned</c>.</summary>
    internal const string Data = "people";

    private readonly Dictionary<string, Caller> _limited = [];
    private int _made;

    public WorkbenchServer Server { get; private set; } = null!;

    /// <summary>The owner of objects that belong to another person.</summary>
    internal Actor Other { get; private set; } = null!;

    /// <summary>An administrator whose tokens are limited by scopes, so that the role limits nothing.</summary>
    internal Actor Limited { get; private set; } = null!;

    internal Actor Decider { get; private set; } = null!;

    /// <summary>A run for reports: version 1 of the model <c>churn</c>.</summary>
    internal Guid JudgedRun { get; private set; }

    /// <summary>A backup newer than those of the operations, so that none replaces it. It does not exist on PostgreSQL.</summary>
    internal string Backup { get; } = "workbench-20990101-000000.db";

    internal List<Caller> ByRole { get; } = [];

    public async ValueTask InitializeAsync()
    {
        Server = await WorkbenchServer.StartAsync("--Training:TrainerPath=none");
        Other = await SamplePeople.AddAsync(Server.Services, "otto", UserRole.Admin);
        Decider = await SamplePeople.AddAsync(Server.Services, "dora", UserRole.Approver);
        Limited = await SamplePeople.AddAsync(Server.Services, "lena", UserRole.Admin);
        foreach (var role in Enum.GetValues<UserRole>())
        {
            var account = await SamplePeople.AddAsync(Server.Services, $"the {role}".ToLowerInvariant().Replace(' ', '-'), role);
            ByRole.Add(new Caller(role.ToString(), account, null, await ClientAsync(account)));
        }

        if (!TestDatabase.IsPostgres)
        {
            await Get<BackupMaker>().MakeAsync(Path.Combine(Server.Folder, "backups", Backup), null, CancellationToken.None);
        }

        var sample = new SampleModel(Server.Services);
        await sample.PlantAsync(Other);
        JudgedRun = sample.RunId;
        var rows = Enumerable.Range(0, 100).Select(row => string.Create(CultureInfo.InvariantCulture, $"{18 + (row % 60)},{1_000 + (37 * row)},{(row % 3 == 0 ? "Yes" : "No")}\n"));
        await Get<DatasetImporter>().ImportAsync(Other, Data, "people.csv", Csv($"age,income,churned\n{string.Concat(rows)}"), DatasetImportOptions.Inferred, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var caller in ByRole.Concat(_limited.Values))
        {
            caller.Client.Dispose();
        }

        await Server.DisposeAsync();
    }

    /// <summary>A token of the administrator <see cref="Limited"/> with these scopes only.</summary>
    internal async Task<Caller> WithScopesAsync(IEnumerable<Permission> scopes)
    {
        var set = scopes.ToHashSet();
        var title = $"token for {string.Join(", ", set.Order())}";
        if (!_limited.TryGetValue(title, out var caller))
        {
            _limited[title] = caller = new Caller(title, Limited, set, await ClientAsync(Limited, set));
        }

        return caller;
    }

    /// <summary>An unused name.</summary>
    internal string NewName(string what) => $"{what}-{(++_made).ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The account with every permission, to create objects that the caller could not.</summary>
    internal static Actor Able(Actor account) => account with { Role = UserRole.Admin, Scopes = null };

    internal async Task<string> DatasetAsync(Actor owner, int versions = 1)
    {
        var name = NewName("data");
        for (var version = 0; version < versions; version++)
        {
            await Get<DatasetImporter>().ImportAsync(Able(owner), name, "data.csv", Csv($"a,b\n1,x\n{version + 2},y\n{version + 3},x\n"), DatasetImportOptions.Inferred, CancellationToken.None);
        }

        return name;
    }

    /// <summary>A dataset whose only version was derived.</summary>
    internal async Task<string> DerivedAsync()
    {
        var name = NewName("derived");
        await Get<Application.Datasets.Derivations.DatasetDeriver>().DeriveAsync(
            Other,
            await DatasetAsync(Other),
            1,
            new Application.Datasets.Derivations.DerivationOrder(new Engine.Datasets.Derivations.Derivation(Filter: ["b = x"])),
            name,
            CancellationToken.None);
        return name;
    }

    internal async Task<string> RecipeAsync(Actor owner)
    {
        var name = NewName("recipe");
        await Get<RecipeEditor>().CreateAsync(Able(owner), new RecipeDraft(name, new RecipeDefinition([new LogDefinition("age")])), CancellationToken.None);
        return name;
    }

    internal Task<Guid> RunAsync() => new SampleRuns(Server.Services).PlantAsync(Other, new SampleRun());

    /// <summary>A model whose version 1 has no stage.</summary>
    internal async Task<string> ModelAsync()
    {
        var name = NewName("model");
        await RegisterAsync(name);
        return name;
    }

    /// <summary>A model whose versions were in Production one after the other.</summary>
    internal async Task<string> ProductionAsync(int versions = 1)
    {
        var name = NewName("model");
        for (var version = 1; version <= versions; version++)
        {
            await RegisterAsync(name);
            await Get<TransitionDecisions>().ApproveAsync(Decider, await OpenAsync(Other, name, version), null, "Its metrics do not matter here.", CancellationToken.None);
        }

        return name;
    }

    /// <summary>An endpoint with a logged prediction.</summary>
    internal async Task<string> LoggedAsync()
    {
        var name = await ProductionAsync();
        await Get<EndpointLogging>().SetAsync(Other, name, new EndpointLog(LogWhenFull.Wait), CancellationToken.None);
        var rows = JsonSerializer.Deserialize<JsonElement>("""[{"age": 30, "income": 2000, "plan": "basic"}]""");
        await Get<PredictionServer>().PredictAsync(Other, name, null, new PredictionRequest(rows), CancellationToken.None);
        return name;
    }

    /// <summary>An endpoint with version 2 in Production and version 1 as a shadow.</summary>
    internal async Task<string> ShadowedAsync()
    {
        var name = await ProductionAsync(versions: 2);
        await Get<ShadowEditor>().SetAsync(Other, name, 1, 10, CancellationToken.None);
        return name;
    }

    /// <summary>Address of a rollout of version 1 while version 2 is in Production.</summary>
    internal async Task<string> RolloutAsync(bool paused = false)
    {
        var name = await ProductionAsync(versions: 2);
        var id = await Get<RolloutControl>().StartAsync(Decider, name, 1, new RolloutPlan([new RolloutStep(10, Minutes: 60)]), null, "Fine.", CancellationToken.None);
        if (paused)
        {
            await Get<RolloutControl>().PauseAsync(Decider, name, id, null, CancellationToken.None);
        }

        return $"endpoints/{name}/rollouts/{id}";
    }

    /// <summary>An open request for version 1 of a new model.</summary>
    internal async Task<Guid> RequestAsync(Actor by) => await OpenAsync(by, await ModelAsync(), 1);

    internal async Task<string> AliasedAsync(string alias)
    {
        var name = await ModelAsync();
        await Get<ModelAliases>().SetAsync(Other, name, alias, 1, CancellationToken.None);
        return name;
    }

    internal Task<(Guid Experiment, Guid Job)> ExperimentAsync(Actor by, bool queued)
    {
        var experiments = new SampleExperiments(Server.Services);
        return queued ? experiments.PlantQueuedAsync(by) : experiments.PlantCompletedAsync(by);
    }

    /// <summary>A batch prediction whose file can be downloaded.</summary>
    internal async Task<Guid> ScoredAsync(Actor by)
    {
        var (batches, catalog) = (Get<BatchPredictions>(), Get<BatchPredictionCatalog>());
        var id = await batches.StartAsync(Able(by), SampleModel.Model, SampleModel.Dataset, 1, new BatchOrder("1"), CancellationToken.None);
        await Until.TrueAsync(async () => (await catalog.GetAsync(by, id, CancellationToken.None)).State == JobState.Completed, CancellationToken.None);
        return id;
    }

    /// <summary>The address of a schedule of batch predictions.</summary>
    internal async Task<string> ScheduleAsync(Actor by)
    {
        var order = new BatchScheduleOrder(SampleModel.Dataset, new BatchOrder("1"), "0 6 1 1 *");
        var id = await Get<BatchSchedules>().CreateAsync(Able(by), SampleModel.Model, order, CancellationToken.None);
        return $"models/{SampleModel.Model}/batch-schedules/{id}";
    }

    /// <summary>Waits for the batch prediction of the answer. One into a dataset ends with a new version, in the name of its person.</summary>
    internal async Task UntilScoredAsync(HttpResponseMessage answer)
    {
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        var catalog = Get<BatchPredictionCatalog>();
        await Until.TrueAsync(async () => (await catalog.GetAsync(Other, id, CancellationToken.None)).State == JobState.Completed, CancellationToken.None);
    }

    internal async Task UntilImportedAsync(HttpResponseMessage answer)
    {
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        var catalog = Get<JobCatalog>();
        await Until.TrueAsync(
            async () => (await catalog.ListAsync(Other, new ListQuery(), JobState.Completed, CancellationToken.None)).Items.Any(job => job.Id == id), CancellationToken.None);
    }

    internal Task<Actor> PersonAsync() => SamplePeople.AddAsync(Server.Services, NewName("person"), UserRole.Viewer);

    internal async Task<string> ProjectAsync()
    {
        var name = NewName("project");
        await Get<ProjectEditor>().CreateAsync(Other, name, null, CancellationToken.None);
        return name;
    }

    /// <summary>The address of a person's membership in a project.</summary>
    internal async Task<string> MemberAsync()
    {
        var (project, person) = (await ProjectAsync(), (await PersonAsync()).UserId);
        await Get<ProjectMembers>().SetAsync(Other, project, person, UserRole.Analyst, CancellationToken.None);
        return $"projects/{project}/members/{person}";
    }

    internal async Task<Guid> ReportAsync(Actor by) =>
        (await Get<ReportSharing>().ShareRunAsync(Able(by), JudgedRun, new ReportRequest(), CancellationToken.None)).Id;

    internal async Task<Guid> TokenAsync(Actor owner) =>
        (await Get<ApiTokens>().IssueAsync(Able(owner), new TokenOrder(NewName("token")), CancellationToken.None)).Id;

    /// <param name="scopes">If null, all permissions of the role.</param>
    internal async Task<HttpClient> ClientAsync(Actor account, IReadOnlySet<Permission>? scopes = null) =>
        Server.CreateClient((await Get<ApiTokens>().IssueAsync(account, new TokenOrder(NewName("caller"), scopes), CancellationToken.None)).Token);

    internal T Get<T>()
        where T : notnull => Server.Services.GetRequiredService<T>();

    private async Task RegisterAsync(string name) => await Get<ModelRegistration>().RegisterAsync(Other, name, await RunAsync(), null, CancellationToken.None);

    private Task<Guid> OpenAsync(Actor by, string model, int version) => Get<TransitionRequests>().OpenAsync(Able(by), model, version, Stage.Production, "Please.", CancellationToken.None);

    private static MemoryStream Csv(string text) => new(Encoding.UTF8.GetBytes(text));
}
