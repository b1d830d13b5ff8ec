using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Application.Access.Tokens;
using MudBlazor;

namespace MlWorkbench.Web.Access;

/// <summary>Asks for the purpose, project and scopes of a new token. Returns the <see cref="IssuedToken"/>.</summary>
public sealed partial class TokenDialog
{
    private static readonly (int Days, string Text)[] Lifetimes = [(7, "in 7 days"), (30, "in 30 days"), (90, "in 90 days"), (ApiTokens.MaximumDays, "in a year")];

    private const string AllProjects = "";
    private const int MostProjects = 100;

    private readonly HashSet<Permission> _scopes = [Permission.Read, Permission.Predict];
    private IReadOnlyList<ProjectSummary> _projects = [];
    private string _project = AllProjects;
    private string _name = "";
    private int _days = 90;
    private bool _everything;

    [Inject]
    public required ApiTokens Tokens { get; init; }

    [Inject]
    public required ProjectCatalog Catalog { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    protected override Task OnInitializedAsync() =>
        LoadAsync(async actor => _projects = (await Catalog.ListAsync(actor, new ListQuery(Limit: MostProjects), archived: false, Left)).Items);

    /// <summary>Whether the person's role in the chosen project, or in any of all projects, has the permission.</summary>
    private bool IsAllowed(Permission permission) =>
        (_project == AllProjects || TokenScopes.OfOneProject.Contains(permission))
        && _projects.Any(project => (_project == AllProjects || project.Name == _project) && Permissions.Allows(project.Role, permission));

    private void Choose(Permission permission, bool on)
    {
        if (on)
        {
            _scopes.Add(permission);
        }
        else
        {
            _scopes.Remove(permission);
        }
    }

    private async Task IssueAsync()
    {
        IssuedToken? issued = null;
        var order = new TokenOrder(_name, _everything ? null : _scopes.Where(IsAllowed).ToHashSet(), _days, Project: _project == AllProjects ? null : _project);
        if (await ActAsync(async actor => issued = await Tokens.IssueAsync(actor, order, Left)))
        {
            Dialog.Close(issued);
        }
    }
}
