using Microsoft.Playwright;
using MlWorkbench.Web.Access;
using MlWorkbench.Web.Backups;
using MlWorkbench.Web.Components;
using MlWorkbench.Web.Datasets;
using MlWorkbench.Web.Datasets.Compare;
using MlWorkbench.Web.Datasets.Derive;
using MlWorkbench.Web.Datasets.Upload;
using MlWorkbench.Web.Experiments;
using MlWorkbench.Web.Experiments.Runs;
using MlWorkbench.Web.Home;
using MlWorkbench.Web.Jobs;
using MlWorkbench.Web.Monitoring;
using MlWorkbench.Web.Projects;
using MlWorkbench.Web.Recipes;
using MlWorkbench.Web.Registry;
using MlWorkbench.Web.Reports;
using MlWorkbench.Web.Serving;
using MlWorkbench.Web.Serving.Batch;

namespace MlWorkbench.Web.Tests.Accessibility;

/// <summary>Every page with content, its tabs, and the dialogs and menus that open on it. A new page needs a row here.
/// The API reference is excluded, because its markup is Scalar's.</summary>
internal static class PageViews
{
    private const string Dialog = ".mud-dialog";
    private const string Menu = ".mud-popover-open";
    private const string Rows = ".mlw-content tbody tr";
    private const string Chart = ".main-svg";
    private const string Refusal = ".mlw-error";

    public static IReadOnlyList<PageView> All { get; } =
    [
        // The frame, its dialogs and its menus.
        new(typeof(HomePage), "home", _ => "/", ".mlw-needs"),
        new(typeof(HomePage), "account menu", _ => "/", ".mlw-needs", page => OpenAsync(page, ".mlw-account", Menu)),
        new(typeof(HomePage), "project menu", _ => "/", ".mlw-needs", page => OpenAsync(page, ".mlw-project", Menu)),
        new(typeof(HomePage), "archived project", _ => $"/p/{AccessibleWorld.ArchivedProject}/", ".mlw-banner"),
        new(typeof(HomePage), "jump palette", _ => "/", ".mlw-needs", page => OpenAsync(page, "#mlw-jump", ".mlw-palette li")),
        new(typeof(HomePage), "keyboard shortcuts", _ => "/", ".mlw-needs", page => PressAsync(page, "?", ".mlw-shortcuts")),
        new(typeof(NotFoundPage), "not found", _ => "/nowhere", ".mlw-empty"),

        // Datasets
        new(typeof(DataPage), "datasets", _ => "/data", Rows),
        new(typeof(DataPage), "upload", _ => "/data?upload=true", Rows, ChooseFileAsync),
        new(typeof(DatasetPage), "dataset preview", _ => $"/data/{AccessibleWorld.Data}", ".mlw-preview td"),
        new(typeof(DatasetPage), "dataset download", _ => $"/data/{AccessibleWorld.Data}", ".mlw-preview td", page => OpenAsync(page, "button:has-text('Download')", Menu)),
        new(typeof(DatasetPage), "dataset filter", _ => $"/data/{AccessibleWorld.Data}?filter=plan%20%3D%20gold", ".mlw-filter-bar li"),
        new(typeof(DatasetPage), "dataset columns", _ => $"/data/{AccessibleWorld.Data}?tab=columns&column=income&target=left", ".mlw-column-detail .mlw-bars, .mlw-column-detail svg"),
        new(typeof(DatasetPage), "dataset quality", _ => $"/data/{AccessibleWorld.Data}?tab=quality&target=left", ".mlw-findings"),
        new(typeof(DatasetPage), "dataset associations", _ => $"/data/{AccessibleWorld.Data}?tab=associations", Chart),
        new(typeof(DatasetPage), "dataset lineage", _ => $"/data/{AccessibleWorld.Data}?version=2&tab=lineage", Rows),
        new(typeof(DatasetPage), "dataset versions", _ => $"/data/{AccessibleWorld.Data}?tab=versions", Rows, page => OpenAsync(page, "[aria-label='More for version 1']", Menu)),
        new(typeof(DatasetPage), "dataset import", _ => $"/data/{AccessibleWorld.Data}?tab=import", ".mlw-import-types"),
        new(typeof(DatasetPage), "describe a dataset", _ => $"/data/{AccessibleWorld.Data}", ".mlw-preview td", page => OpenAsync(page, $"[aria-label='More for {AccessibleWorld.Data}']", "text=Edit description and tags…", Dialog)),
        new(typeof(DatasetPage), "delete a dataset", _ => $"/data/{AccessibleWorld.Data}", ".mlw-preview td", page => OpenAsync(page, $"[aria-label='More for {AccessibleWorld.Data}']", "text=Delete…", Dialog)),
        new(typeof(ImportPage), "failed import", world => $"/data/imports/{world.FailedImport}", Refusal),
        new(typeof(ComparePage), "versions compared", _ => $"/data/{AccessibleWorld.Data}/compare?from=1&to=2&key=id", Chart),
        new(typeof(DerivePage), "derive", _ => $"/data/{AccessibleWorld.Data}/derive?filter=plan%20%3D%20gold", ".mlw-content td"),

        // Recipes
        new(typeof(RecipesPage), "recipes", _ => "/recipes", Rows),
        new(typeof(RecipePage), "recipe", _ => $"/recipes/{AccessibleWorld.Recipe}?dataset={AccessibleWorld.Data}", "td.mlw-changed, td.mlw-new", page => OpenAsync(page, ".mlw-step-title", ".mlw-step-form")),
        new(typeof(RecipePage), "save a recipe", _ => $"/recipes/new?dataset={AccessibleWorld.Data}", "#add-step", SaveRecipeAsync),

        // Experiments and runs
        new(typeof(ExperimentsPage), "experiments", _ => "/experiments", Rows),
        new(typeof(NewExperimentPage), "new experiment", _ => $"/experiments/new?dataset={AccessibleWorld.Data}&target=left", ".mlw-reasons", page => OpenAsync(page, "summary:has-text('Advanced')", "text=Seed")),
        new(typeof(NewExperimentPage), "choose a metric", _ => $"/experiments/new?dataset={AccessibleWorld.Data}&target=left", ".mlw-reasons", page => OpenAsync(page, ".mud-select:has-text('Metric') .mud-input-control-input-container", Menu)),
        new(typeof(ExperimentPage), "experiment", world => $"/experiments/{world.Experiment}", Rows, page => OpenAsync(page, "text=Extend search", Menu)),
        new(typeof(ExperimentPage), "experiment that waits", world => $"/experiments/{world.WaitingExperiment}", ".mlw-progress"),
        new(typeof(RunPage), "run overview", world => $"/runs/{world.Run}", Chart),
        new(typeof(RunPage), "run chart as a table", world => $"/runs/{world.Run}", Chart, page => OpenAsync(page, "text=Show table", ".mlw-chart-table tbody tr")),
        new(typeof(RunPage), "run segments", world => $"/runs/{world.Run}?tab=segments", ".mlw-heat"),
        new(typeof(RunPage), "run importance", world => $"/runs/{world.Run}?tab=importance", Chart),
        new(typeof(RunPage), "run parameters", world => $"/runs/{world.Run}?tab=parameters", Rows),
        new(typeof(RunPage), "share a run", world => $"/runs/{world.Run}", Chart, page => OpenAsync(page, "button:has-text('Share')", Dialog)),
        new(typeof(RunPage), "unknown run", _ => $"/runs/{Guid.Empty}", ".mlw-empty"),
        new(typeof(CompareRunsPage), "runs compared", world => $"/runs/compare?ids={world.Run},{world.Baseline}", ".mlw-heat"),

        // Registry
        new(typeof(ModelsPage), "models", _ => "/models", Rows),
        new(typeof(ModelPage), "model", _ => $"/models/{AccessibleWorld.Model}", Rows),
        new(typeof(ModelPage), "model aliases", _ => $"/models/{AccessibleWorld.Model}?tab=aliases", Rows),
        new(typeof(ModelPage), "model history", _ => $"/models/{AccessibleWorld.Model}?tab=history", ".mlw-timeline"),
        new(typeof(ModelPage), "roll back", _ => $"/models/{AccessibleWorld.Model}", Rows, page => OpenAsync(page, "button:has-text('Roll back')", Dialog)),
        new(typeof(ModelVersionPage), "model version", _ => $"/models/{AccessibleWorld.Model}/versions/3", ".mlw-facts-list"),
        new(typeof(ModelVersionPage), "model version segments", _ => $"/models/{AccessibleWorld.Model}/versions/1?tab=segments", ".mlw-heat"),
        new(typeof(ModelVersionPage), "model version lineage", _ => $"/models/{AccessibleWorld.Model}/versions/1?tab=lineage", ".mlw-timeline"),
        new(typeof(ModelVersionPage), "request a transition", _ => $"/models/{AccessibleWorld.Model}/versions/2", ".mlw-facts-list", page => OpenAsync(page, "text=Request archiving", Dialog)),
        new(typeof(ModelVersionPage), "set an alias", _ => $"/models/{AccessibleWorld.Model}/versions/2", ".mlw-facts-list", page => OpenAsync(page, "text=Assign alias", Dialog)),
        new(typeof(ModelVersionPage), "request a rollout", _ => $"/models/{AccessibleWorld.Model}/versions/1", ".mlw-facts-list", page => OpenAsync(page, "button:has-text('Request promotion')", "text=Step by step", ".mlw-rollout-form")),
        new(typeof(ApprovalsPage), "approvals", _ => "/approvals", Rows),
        new(typeof(TransitionRequestPage), "open request", world => $"/approvals/{world.OpenRequest}", ".mlw-gates"),
        new(typeof(TransitionRequestPage), "approved request", world => $"/approvals/{world.ApprovedRequest}", ".mlw-gates"),

        // Serving and monitoring
        new(typeof(EndpointsPage), "endpoints", _ => "/endpoints", Rows),
        new(typeof(EndpointsPage), "create an endpoint", _ => "/endpoints", Rows, page => OpenAsync(page, "text=New endpoint", Dialog)),
        new(typeof(EndpointPage), "endpoint", _ => $"/endpoints/{AccessibleWorld.Model}", ".mlw-row-form", page => OpenAsync(page, ".mlw-decision-buttons button", ".mlw-answer-label")),
        new(typeof(BatchPage), "batch predictions", _ => "/batch", Rows),
        new(typeof(BatchPage), "score a dataset", _ => "/batch", Rows, page => OpenAsync(page, ".mlw-page-actions button", Dialog)),
        new(typeof(BatchPage), "schedules", _ => "/batch?tab=schedules", Rows),
        new(typeof(BatchPage), "add a schedule", _ => "/batch?tab=schedules", Rows, page => OpenAsync(page, "button:has-text('Add schedule')", Dialog)),
        new(typeof(EndpointPage), "end a rollout", _ => $"/endpoints/{AccessibleWorld.Model}", ".mlw-rollout-steps", page => OpenAsync(page, "button:has-text('Abort rollout')", Dialog)),
        new(typeof(EndpointPage), "start a rollout", _ => $"/endpoints/{AccessibleWorld.Partners}", ".mlw-shares", page => OpenAsync(page, "button:has-text('Start rollout')", ".mlw-rollout-form")),
        new(typeof(EndpointPage), "endpoint traffic", _ => $"/endpoints/{AccessibleWorld.Model}?tab=traffic", Chart),
        new(typeof(EndpointPage), "endpoint shadows", _ => $"/endpoints/{AccessibleWorld.Model}?tab=shadows", Rows),
        new(typeof(EndpointPage), "add a shadow", _ => $"/endpoints/{AccessibleWorld.Partners}?tab=shadows", ".mlw-empty", page => OpenAsync(page, "button:has-text('Add shadow')", Dialog)),
        new(typeof(EndpointPage), "endpoint rules", _ => $"/endpoints/{AccessibleWorld.Model}?tab=rules", Rows),
        new(typeof(EndpointPage), "add a rule", _ => $"/endpoints/{AccessibleWorld.Partners}?tab=rules", ".mlw-inline-form", page => OpenAsync(page, "button:has-text('Add rule')", ".mud-dialog .mud-select")),
        new(typeof(EndpointPage), "why a prediction", _ => $"/endpoints/{AccessibleWorld.Model}?tab=predictions", Rows, page => OpenAsync(page, "button:has-text('Why')", ".mud-dialog .mlw-answer-bars")),
        new(typeof(EndpointPage), "endpoint predictions", _ => $"/endpoints/{AccessibleWorld.Model}?tab=predictions", Rows),
        new(typeof(EndpointPage), "unknown endpoint", _ => "/endpoints/nowhere", ".mlw-empty"),
        new(typeof(MonitorPage), "monitor", _ => "/monitor", Rows),
        new(typeof(DriftPage), "drift", _ => $"/monitor/{AccessibleWorld.Model}", Chart),
        new(typeof(DriftPage), "check drift", _ => $"/monitor/{AccessibleWorld.Model}", Chart, page => OpenAsync(page, ".mlw-page-actions button", ".mud-dialog >> text=Logged predictions", ".mud-picker")),

        new(typeof(DriftPage), "choose days", _ => $"/monitor/{AccessibleWorld.Model}", Chart, page => OpenAsync(page, ".mlw-page-actions button", ".mud-dialog >> text=Logged predictions", ".mud-picker .mud-input-adornment button", ".mud-picker-calendar")),

        // Reports and jobs
        new(typeof(ReportsPage), "reports", _ => "/reports", Rows),
        new(typeof(ReportsPage), "revoke a report", _ => "/reports", Rows, page => OpenAsync(page, "button:has-text('Revoke')", Dialog)),
        new(null, "shared report", world => $"/share/{world.ShareToken}", "figure"),
        new(typeof(JobsPage), "jobs", _ => "/jobs", Rows),

        // Projects
        new(typeof(ProjectsPage), "projects", _ => "/projects?archived=true", Rows),
        new(typeof(ProjectsPage), "create a project", _ => "/projects", Rows, page => OpenAsync(page, "text=Create project", Dialog)),
        new(typeof(ProjectPage), "project", _ => $"/p/{AccessibleWorld.Project}/projects/{AccessibleWorld.Project}", Rows),
        new(typeof(ProjectPage), "rename a project", _ => $"/projects/{AccessibleWorld.Project}", Rows, page => OpenAsync(page, "text=Rename project", Dialog)),
        new(typeof(ProjectPage), "add a member", _ => $"/projects/{AccessibleWorld.Project}", Rows, page => OpenAsync(page, "text=Add member", ".mud-dialog input", ".mud-popover-open .mud-list-item")),
        new(typeof(ProjectPage), "archived project's page", _ => $"/projects/{AccessibleWorld.ArchivedProject}", ".mlw-statement"),
        new(typeof(ProjectPage), "unknown project", _ => "/projects/nowhere", ".mlw-empty"),

        // Accounts and administration
        new(typeof(UsersPage), "users", _ => "/admin", Rows),
        new(typeof(UsersPage), "invite a person", _ => "/admin", Rows, page => OpenAsync(page, "text=Invite a person", Dialog)),
        new(typeof(TokensPage), "tokens", _ => "/admin/tokens", Rows),
        new(typeof(AuditPage), "audit", _ => "/admin/audit", Rows, page => OpenAsync(page, "text=Verify chain", ".mlw-statement")),
        new(typeof(BackupsPage), "backups", _ => "/admin/backups", Rows),
        new(typeof(SettingsPage), "settings", _ => "/admin/settings", Rows),
        new(typeof(AccountPage), "account", _ => "/account", Rows),
        new(typeof(AccountPage), "new token", _ => "/account", Rows, page => OpenAsync(page, "text=Create token", ".mud-dialog >> text=All permissions of my role", ".mud-dialog fieldset")),
        new(typeof(PasswordPage), "change the password", _ => "/account/password", "form"),
        new(typeof(SignOutPage), "sign out", _ => "/sign-out", "form"),
        new(typeof(SignInPage), "sign in", _ => "/sign-in", "form", SignInWronglyAsync),
        new(typeof(InvitePage), "invitation", world => $"/invite?token={world.InviteToken}", "form"),
        new(typeof(InvitePage), "used invitation", _ => "/invite?token=used", "h1"),
        new(typeof(SetUpPage), "first start", world => world.SetUpLink, "form"),
        new(typeof(SetUpPage), "first start without the link", world => new Uri(new Uri(world.SetUpLink), "/setup").ToString(), "h1"),
    ];

    /// <summary>Clicks the selectors in turn, and waits for the last one to appear.</summary>
    private static async Task OpenAsync(IPage page, params string[] clicks)
    {
        foreach (var click in clicks[..^1])
        {
            await page.Locator(click).First.ClickAsync();
        }

        await page.Locator(clicks[^1]).First.WaitForAsync();
    }

    private static async Task PressAsync(IPage page, string key, string shows)
    {
        await page.Locator(".mlw-content").PressAsync(key);
        await page.Locator(shows).WaitForAsync();
    }

    private static async Task ChooseFileAsync(IPage page)
    {
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "people.csv", MimeType = "text/csv", Buffer = "a,b\n1,2\n"u8.ToArray() });
        await OpenAsync(page, ".mlw-upload-options summary", ".mlw-upload-options .mlw-import-grid");
    }

    private static async Task SaveRecipeAsync(IPage page)
    {
        await page.SelectOptionAsync("#add-step", "Logarithm");
        await page.GetByLabel("Column", new() { Exact = true }).SelectOptionAsync("age");
        await OpenAsync(page, "button:has-text('Save recipe')", Dialog);
    }

    private static async Task SignInWronglyAsync(IPage page)
    {
        await page.FillAsync("[name='Form.Email']", WorkbenchServer.AdminEmail);
        await page.FillAsync("[name='Form.Password']", "not the password");
        await OpenAsync(page, "button[type=submit]", Refusal);
    }
}
