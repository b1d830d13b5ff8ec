using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Web.Api;
using MudBlazor;

namespace MlWorkbench.Web.Access;

/// <summary>Accounts: invite, change the role, disable.</summary>
public sealed partial class UsersPage
{
    private const int PageSize = 50;

    private Page<UserSummary>? _users;
    private InvitedUser? _link;
    private Guid _self;

    [Inject]
    public required AccessCatalog Catalog { get; init; }

    [Inject]
    public required UserEditor Editor { get; init; }

    [Inject]
    internal PublicLinks Links { get; init; } = null!;

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private string InviteUrl => Links.To(WorkbenchUrls.Invite(_link!.InviteToken!), new Uri(Navigation.BaseUri));

    protected override Task OnParametersSetAsync() => ReadAsync();

    private Task ReadAsync() => LoadAsync(async actor =>
    {
        _self = actor.UserId;
        _users = await Catalog.ListUsersAsync(actor, new ListQuery(Search, After: After, Limit: PageSize), Left);
    });

    private async Task InviteAsync()
    {
        var dialog = await Dialogs.ShowAsync<InviteDialog>("Invite a person");
        if (await dialog.GetReturnValueAsync<InvitedUser>() is { } invited)
        {
            _link = invited;
            await ReadAsync();
        }
    }

    private async Task InviteAgainAsync(UserSummary user)
    {
        if (await ActAsync(async actor => _link = await Editor.InviteAgainAsync(actor, user.Id, Left)))
        {
            await ReadAsync();
        }
    }

    private Task ChangeRoleAsync(UserSummary user, UserRole role) => UpdateAsync(user, role, null, $"{user.Name} is now {AccessText.WithArticle(role)}.");

    private Task SetDisabledAsync(UserSummary user, bool disabled) =>
        UpdateAsync(user, null, disabled, disabled ? $"{user.Name} is signed out and can no longer sign in." : $"{user.Name} can sign in again.");

    private async Task UpdateAsync(UserSummary user, UserRole? role, bool? disabled, string done)
    {
        if (await ActAsync(actor => Editor.UpdateAsync(actor, user.Id, role, disabled, Left)))
        {
            Snackbar.Add(done, Severity.Success);
        }

        await ReadAsync();
    }

    private void Show(string? search, string? after) => Navigation.NavigateTo(
        WorkbenchUrls.WithQuery(WorkbenchUrls.Admin, ("q", string.IsNullOrEmpty(search) ? null : search), ("after", after)),
        replace: true);
}
