using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Application.Access.Tokens;
using MlWorkbench.Application.Backups;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Datasets.Derivations;
using MlWorkbench.Application.Monitoring;
using MlWorkbench.Application.Recipes;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Registry.Requests;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Registry.Stages;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Application.Reports;
using MlWorkbench.Application.Serving.Batch;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Derivations;
using MlWorkbench.Engine.Recipes.Definitions;
using MlWorkbench.Testing;
using MlWorkbench.Web.Tests.Journey;

namespace MlWorkbench.Web.Tests.Accessibility;

/// <summary>A site with content on every page, one browser, and one page in it with the administrator signed in.</summary>
public sealed class AccessibleWorld : IAsyncLifetime
{
    /// <summary>A dataset of two versions with missing values, a constant, an identifier and the target <c>left</c>.</summary>
    internal const string Data = "people";
    internal const string Project = "card-fraud";
    internal const string ArchivedProject = "old";
    internal const string Recipe = "prepare";
    internal const string Model = SampleModel.Model;

    /// <summary>Another endpoint of the model, without a rollout.</summary>
    internal const string Partners = "partners";

    private WorkbenchServer _server = null!;
    private UnclaimedServer _unclaimed = null!;
    private Browser _browser = null!;
    private Actor _anna = null!;
    private Actor _ben = null!;

    internal IPage Page { get; private set; } = null!;

    internal Guid Run { get; private set; }

    internal Guid Baseline { get; private set; }

    /// <summary>A run with a model package, which can be registered.</summary>
    internal Guid RegisteredRun { get; private set; }

    internal Guid Experiment { get; private set; }

    internal Guid WaitingExperiment { get; private set; }

    internal Guid FailedImport { get; private set; }

    internal Guid OpenRequest { get; private set; }

    internal Guid ApprovedRequest { get; private set; }

    internal string InviteToken { get; private set; } = null!;

    internal string ShareToken { get; private set; } = null!;

    /// <summary>Starts a workbench without any account.</summary>
    internal string SetUpLink => _unclaimed.SetUpLink.ToString();

    public async ValueTask InitializeAsync()
    {
        // Without a browser its tests are skipped.
        if (Browser.Path is null)
        {
            return;
        }

        _server = await WorkbenchServer.StartAsync();
        _unclaimed = await UnclaimedServer.StartAsync(CancellationToken.None);
        _anna = await SamplePeople.AddAsync(_server.Services, "anna", UserRole.Analyst);
        _ben = await SamplePeople.AddAsync(_server.Services, "ben", UserRole.Approver);
        await AddDataAsync();
        await AddModelAsync();
        await AddRolloutAsync();
        await AddDriftAsync();
        await AddBatchAsync();
        await AddTheRestAsync();
        _browser = await Browser.StartAsync();
        Page = await _browser.OpenAsync(_server.Url, []);
        await Page.RouteAsync("**/share/*", LetScriptsRunAsync);
        await Page.GotoAsync("/sign-in");
        await Page.FillAsync("[name='Form.Email']", WorkbenchServer.AdminEmail);
        await Page.FillAsync("[name='Form.Password']", WorkbenchServer.AdminPassword);
        await Page.ClickAsync("button[type=submit]");
        await Page.WaitForSelectorAsync(".mlw-frame");
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser.Path is null)
        {
            return;
        }

        await _browser.DisposeAsync();
        _unclaimed.Dispose();
        await _server.DisposeAsync();
    }

    /// <summary>The policy of a shared report forbids every script, including axe.</summary>
    private static async Task LetScriptsRunAsync(IRoute route)
    {
        var answer = await route.FetchAsync();
        await route.FulfillAsync(new() { Response = answer, Headers = answer.Headers.Where(header => header.Key != "content-security-policy") });
    }

    private async Task AddDataAsync()
    {
        await ImportAsync(300, "city");
        await ImportAsync(400, "town");
        using var unusable = new StringContent("a,b\n1,2\n3,4,5\n", Encoding.UTF8, "text/csv");
        await _server.Admin.PostAsync("/api/v1/datasets/unusable/versions", unusable);
        FailedImport = (await _server.Admin.GetFromJsonAsync<JsonElement>("/api/v1/jobs?state=failed")).GetProperty("items")[0].GetProperty("subjectId").GetGuid();
        await Get<DatasetEditor>().EditAsync(_anna, Data, null, new DatasetEdit("People who stayed or left, one row each.", ["monthly", "checked"]), CancellationToken.None);
        await Get<DatasetDeriver>().DeriveAsync(_anna, Data, 2, new DerivationOrder(new Derivation(Filter: ["plan = gold"])), "gold", CancellationToken.None);
        await Get<RecipeEditor>().CreateAsync(_anna, new RecipeDraft(Recipe, new RecipeDefinition([new LogDefinition("age")])), CancellationToken.None);
        await Get<RecipeEditor>().SaveAsync(_anna, Recipe, new RecipeDefinition([new LogDefinition("age"), new LogDefinition("income")]), "Income as well.", CancellationToken.None);
    }

    private async Task ImportAsync(int rows, string place)
    {
        var lines = Enumerable.Range(0, rows).Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"{row},{18 + (row % 60)},{(row % 9 == 0 ? "" : (1_000 + (37 * row)).ToString(CultureInfo.InvariantCulture))},{(row % 4 == 0 ? "gold" : "basic")},same,2025-{1 + (row % 12):00}-15,{(row % 3 == 0 ? "Yes" : "No")}\n"));
        var text = $"id,age,income,plan,{place},joined,left\n{string.Concat(lines)}";
        await Get<DatasetImporter>().ImportAsync(_anna, Data, $"{Data}.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), DatasetImportOptions.Inferred, CancellationToken.None);
    }

    /// <summary>Version 2 of the model follows version 1 in Production and answers predictions. Version 3 awaits a decision.</summary>
    private async Task AddModelAsync()
    {
        var sample = new SampleModel(_server.Services);
        await sample.PlantAsync(_anna);
        Run = sample.RunId;
        Experiment = (await _server.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/runs/{Run}")).GetProperty("experimentId").GetGuid();
        Baseline = await FindBaselineAsync();
        await sample.PlantVersionAsync(_anna, SampleModel.Dataset, 2, SampleModel.Customers(900, older: 12));
        await sample.PlantVersionAsync(_anna, SampleModel.Dataset, 3, SampleModel.Customers(900, older: 20));
        WaitingExperiment = (await new SampleExperiments(_server.Services).PlantQueuedAsync(_anna)).Experiment;
        await ApproveAsync(1);
        await RegisterAsync(new SampleRun(SamplePackage.BinaryWithBaseline(SampleModel.Customers(1_500).Slice(0, 1_200))));
        ApprovedRequest = await ApproveAsync(2);
        RegisteredRun = await RegisterAsync(new SampleRun(SamplePackage.Binary(ageWeight: -0.1), Auc: 0.84, Segments: [("basic", 200, 0.86, 0.03), ("plus", 200, 0.81, 0.04), ("family", 12, 0.62, 0.2)]));
        OpenRequest = await OpenAsync(3, "Less weight on **age**.");
        await Get<TransitionRequests>().CommentAsync(_ben, OpenRequest, "Please look at plan = family.", CancellationToken.None);
        await Get<ModelAliases>().SetAsync(_anna, Model, "weekly", 1, CancellationToken.None);
        var rows = Enumerable.Range(0, 20).Select(row => new { age = 20 + row, income = 2_000 + row, plan = "basic" });
        (await _server.Admin.PostAsJsonAsync($"/api/v1/models/{Model}/predict", new { rows })).EnsureSuccessStatusCode();
    }

    private async Task AddBatchAsync()
    {
        await Get<BatchPredictions>().StartAsync(_anna, Model, SampleModel.Dataset, 1, new BatchOrder(), CancellationToken.None);
        await UntilAsync("/api/v1/batch-predictions", answer => answer.GetProperty("items")[0].GetProperty("state").GetString() == "completed");
        await new SampleBatches(_server.Services).PlantQueuedAsync(_anna);
        await Get<BatchSchedules>().CreateAsync(
            _anna, Model, new BatchScheduleOrder(SampleModel.Dataset, new BatchOrder(), "30 6 * * MON-FRI", "Europe/Berlin"), CancellationToken.None);
    }

    /// <summary>Version 1 is on its way back to Production, version 3 repeats all calls, and a rule flags rows with gaps.</summary>
    private async Task AddRolloutAsync()
    {
        var plan = new RolloutPlan([new RolloutStep(20, 600), new RolloutStep(100)], [new RolloutCheck(RolloutMetric.ErrorRate, RolloutOperator.Less, 0.05)]);
        await Get<RolloutControl>().StartAsync(_ben, Model, 1, plan, "Compare again.", "The checks do not matter here.", CancellationToken.None);
        (await _server.Admin.PutAsJsonAsync($"/api/v1/endpoints/{Model}/shadows/3", new { samplePercent = 100 })).EnsureSuccessStatusCode();
        (await _server.Admin.PutAsJsonAsync($"/api/v1/endpoints/{Model}/humility-rules", new[] { new { name = "gaps", when = "missing", maxMissing = 0, action = "flag" } })).EnsureSuccessStatusCode();
        (await _server.Admin.PostAsJsonAsync("/api/v1/endpoints", new { name = Partners, model = Model })).EnsureSuccessStatusCode();
    }

    private async Task<Guid> FindBaselineAsync()
    {
        var experiment = await _server.Admin.GetFromJsonAsync<JsonElement>($"/api/v1/experiments/{Experiment}");
        return experiment.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("id").GetGuid()).First(id => id != Run);
    }

    /// <summary>Returns the id of the run.</summary>
    private async Task<Guid> RegisterAsync(SampleRun sample)
    {
        var run = await new SampleRuns(_server.Services).PlantAsync(_anna, sample);
        await Get<ModelRegistration>().RegisterAsync(_anna, Model, run, "Less weight on age.", CancellationToken.None);
        return run;
    }

    /// <summary>Returns the id of the request.</summary>
    private async Task<Guid> ApproveAsync(int version)
    {
        var request = await OpenAsync(version, "Beats the baseline.");
        await Get<TransitionDecisions>().ApproveAsync(_ben, request, "Agreed.", "The checks do not matter here.", CancellationToken.None);
        return request;
    }

    private Task<Guid> OpenAsync(int version, string comment) => Get<TransitionRequests>().OpenAsync(_anna, Model, version, Stage.Production, comment, CancellationToken.None);

    private async Task AddDriftAsync()
    {
        foreach (var version in (int[])[2, 3])
        {
            var id = await Get<DriftChecks>().StartAsync(_anna, Model, new DriftCheckRequest(SampleModel.Dataset, version), CancellationToken.None);
            await UntilAsync($"/api/v1/models/{Model}/drift?window={id}", answer => answer.GetProperty("state").GetString() == "completed");
        }
    }

    private async Task AddTheRestAsync()
    {
        ShareToken = (await Get<ReportSharing>().ShareRunAsync(_anna, Run, new ReportRequest("Churn of customers"), CancellationToken.None)).Token;
        var revoked = await Get<ReportSharing>().ShareRunAsync(_anna, Run, new ReportRequest("Sent to the wrong person"), CancellationToken.None);
        await Get<ReportSharing>().RevokeAsync(_anna, revoked.Id, CancellationToken.None);
        InviteToken = (await Get<UserEditor>().CreateAsync(Actor.System, "new@example.org", "Newcomer", UserRole.Viewer, null, CancellationToken.None)).InviteToken!;
        await AddProjectsAsync();
        await Get<ApiTokens>().IssueAsync(_anna, new TokenOrder("Nightly upload"), CancellationToken.None);
        await Get<BackupLauncher>().StartAsync(Actor.System, CancellationToken.None);
    }

    private async Task AddProjectsAsync()
    {
        var projects = Get<ProjectEditor>();
        await projects.CreateAsync(Actor.System, Project, "Card fraud", CancellationToken.None);
        await projects.CreateAsync(Actor.System, ArchivedProject, "Old", CancellationToken.None);
        await projects.UpdateAsync(Actor.System, ArchivedProject, null, archived: true, CancellationToken.None);
        await Get<ProjectMembers>().SetAsync(Actor.System, Project, _anna.UserId, UserRole.Operator, CancellationToken.None);
    }

    private Task UntilAsync(string url, Func<JsonElement, bool> isDone) =>
        Until.TrueAsync(async () => isDone(await _server.Admin.GetFromJsonAsync<JsonElement>(url)), CancellationToken.None, what: url);

    private T Get<T>()
        where T : notnull => _server.Services.GetRequiredService<T>();
}
