using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Memberships;
using MudBlazor;

namespace MlWorkbench.Web.Projects;

/// <summary>The projects that the person may enter.</summary>
public sealed partial class ProjectsPage
{
    private const int PageSize = 50;

    private Page<ProjectSummary>? _projects;
    private bool _mayChange;

    [Inject]
    public required ProjectCatalog Catalog { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public bool Archived { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    protected override Task OnParametersSetAsync() => LoadAsync(async actor =>
    {
        _mayChange = actor.May(Permission.Administer);
        _projects = await Catalog.ListAsync(actor, new ListQuery(Search, After: After, Limit: PageSize), Archived, Left);
    });

    private async Task CreateAsync()
    {
        var dialog = await Dialogs.ShowAsync<CreateProjectDialog>("Create project");
        if (await dialog.GetReturnValueAsync<string>() is { } name)
        {
            // Loads the whole page, so that the switcher lists the project.
            Navigation.NavigateTo(WorkbenchUrls.Project(name), forceLoad: true);
        }
    }

    private void Show(string? search, bool archived, string? after) => Navigation.NavigateTo(
        WorkbenchUrls.WithQuery(WorkbenchUrls.Projects, ("q", string.IsNullOrEmpty(search) ? null : search), ("archived", archived ? "true" : null), ("after", after)),
        replace: true);
}
