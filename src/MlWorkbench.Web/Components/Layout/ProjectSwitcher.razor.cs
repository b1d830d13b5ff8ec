using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Memberships;

namespace MlWorkbench.Web.Components.Layout;

/// <summary>Names the project of the page, and opens another one.</summary>
public sealed partial class ProjectSwitcher
{
    private const int MostShown = 20;

    /// <summary>Null for a guest at an address of the default project.</summary>
    private ProjectSummary? _current;
    private bool _isRead;
    private IReadOnlyList<ProjectSummary> _projects = [];

    [Inject]
    public required ProjectCatalog Catalog { get; init; }

    protected override Task OnInitializedAsync() => LoadAsync(async actor =>
    {
        _projects = (await Catalog.ListAsync(actor, new ListQuery(Limit: MostShown), archived: false, Left)).Items;
        _current = _projects.FirstOrDefault(project => project.Name == actor.Project.Name);
        if (_current is null && actor.May(Permission.Read))
        {
            // Archived, or beyond the shown ones.
            _current = await Catalog.GetAsync(actor, actor.Project.Name, Left);
        }

        _isRead = true;
    });
}
