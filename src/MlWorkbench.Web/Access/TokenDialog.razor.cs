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
    private IReadOnlyList<Permission> _allowed = [];
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

    protected override async Task OnInitializedAsync()
    {
        var actor = await ActorAsync();
        _allowed = [.. Enum.GetValues<Permission>().Where(actor.May)];
        _scopes.IntersectWith(_allowed);
        await LoadAsync(async reader => _projects = (await Catalog.ListAsync(reader, new ListQuery(Limit: MostProjects), archived: false, Left)).Items);
    }

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
        if (await ActAsync(async actor => issued = await Tokens.IssueAsync(actor, new TokenOrder(_name, _everything ? null : _scopes, _days, Project: _project == AllProjects ? null : _project), Left)))
        {
            Dialog.Close(issued);
        }
    }
}
