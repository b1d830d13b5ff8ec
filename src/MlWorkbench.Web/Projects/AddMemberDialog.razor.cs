using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Memberships;
using MudBlazor;

namespace MlWorkbench.Web.Projects;

/// <summary>Asks for a person and the role in the project. Returns the person's name after the change.</summary>
public sealed partial class AddMemberDialog
{
    private const int MostOffered = 20;

    private UserSummary? _person;
    private UserRole _role = UserRole.Analyst;

    [Inject]
    public required AccessCatalog People { get; init; }

    [Inject]
    public required ProjectMembers Members { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required string Project { get; set; }

    private async Task<IEnumerable<UserSummary>> FindAsync(string? text, CancellationToken cancellationToken)
    {
        IEnumerable<UserSummary> found = [];
        // The text of a chosen person finds that person by the address.
        var search = text is not null && text.Contains('<', StringComparison.Ordinal) ? text[(text.IndexOf('<', StringComparison.Ordinal) + 1)..].TrimEnd('>') : text;
        await LoadAsync(async actor => found = (await People.ListUsersAsync(actor, new ListQuery(search, Limit: MostOffered), cancellationToken)).Items.Where(person => person.Role != UserRole.Admin && person.State != UserState.Disabled));
        return found;
    }

    private async Task AddAsync()
    {
        if (await ActAsync(actor => Members.SetAsync(actor, Project, _person!.Id, _role, Left)))
        {
            Dialog.Close(_person!.Name);
        }
    }
}
