using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Memberships;
using MlWorkbench.Web.Access;
using MudBlazor;

namespace MlWorkbench.Web.Projects;

/// <summary>A project and the people with access to it.</summary>
public sealed partial class ProjectPage
{
    private const int PageSize = 50;

    private ProjectSummary? _project;
    private Page<MemberSummary>? _members;
    private bool _mayChange;

    [Inject]
    public required ProjectCatalog Catalog { get; init; }

    [Inject]
    public required ProjectEditor Editor { get; init; }

    [Inject]
    public required ProjectMembers Members { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Parameter]
    public required string Name { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    protected override Task OnParametersSetAsync() => ReadAsync();

    private Task ReadAsync() => LoadAsync(async actor =>
    {
        _mayChange = actor.May(Permission.Administer);
        _project = await Catalog.GetAsync(actor, Name, Left);
        _members = await Catalog.ListMembersAsync(actor, Name, new ListQuery(Search, After: After, Limit: PageSize), Left);
    });

    private async Task RenameAsync()
    {
        var dialog = await Dialogs.ShowAsync<RenameProjectDialog>("Rename project", new DialogParameters<RenameProjectDialog> { { rename => rename.Project, _project! } });
        if (await dialog.GetReturnValueAsync<bool?>() == true)
        {
            Reload();
        }
    }

    private async Task ArchiveAsync()
    {
        if (await ActAsync(actor => Editor.UpdateAsync(actor, Name, null, _project!.ArchivedAt is null, Left)))
        {
            Reload();
        }
    }

    private async Task AddAsync()
    {
        var dialog = await Dialogs.ShowAsync<AddMemberDialog>("Add member", new DialogParameters<AddMemberDialog> { { add => add.Project, Name } });
        if (await dialog.GetReturnValueAsync<string>() is { } added)
        {
            Snackbar.Add($"{added} is a member now.", Severity.Success);
            await ReadAsync();
        }
    }

    private async Task ChangeAsync(MemberSummary member, UserRole role)
    {
        if (await ActAsync(actor => Members.SetAsync(actor, Name, member.UserId, role, Left)))
        {
            Snackbar.Add($"{member.Name} is {AccessText.WithArticle(role)} in this project now.", Severity.Success);
        }

        await ReadAsync();
    }

    private async Task RemoveAsync(MemberSummary member)
    {
        if (await ActAsync(actor => Members.RemoveAsync(actor, Name, member.UserId, Left)))
        {
            Snackbar.Add($"{member.Name} no longer sees this project.", Severity.Success);
        }

        await ReadAsync();
    }

    /// <summary>Loads the whole page, so that the top bar follows.</summary>
    private void Reload() => Navigation.NavigateTo(Navigation.Uri, forceLoad: true);

    private void Show(string? search, string? after) => Navigation.NavigateTo(
        WorkbenchUrls.WithQuery(WorkbenchUrls.Project(Name), ("q", string.IsNullOrEmpty(search) ? null : search), ("after", after)),
        replace: true);
}
