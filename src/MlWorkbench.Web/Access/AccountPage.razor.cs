using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Accounts;
using MlWorkbench.Application.Access.Tokens;
using MudBlazor;

namespace MlWorkbench.Web.Access;

/// <summary>The name, password, sessions and API tokens of the signed-in person.</summary>
public sealed partial class AccountPage
{
    private const int PageSize = 20;

    private UserSummary? _self;
    private IReadOnlyList<SessionSummary> _sessions = [];
    private Guid? _session;
    private Page<TokenSummary>? _tokens;
    private IssuedToken? _issued;
    private string _name = "";

    [Inject]
    public required AccessCatalog Catalog { get; init; }

    [Inject]
    public required OwnAccount Account { get; init; }

    [Inject]
    public required ApiTokens Tokens { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    protected override Task OnParametersSetAsync() => ReadAsync();

    private Task ReadAsync() => LoadAsync(async actor =>
    {
        _self = await Catalog.FindSelfAsync(actor, Left);
        _name = _self.Name;
        _tokens = await Catalog.ListTokensAsync(actor, new ListQuery(After: After, Limit: PageSize), everybody: false, Left);
        _session = (await Authentication).User.FindSession();
        _sessions = await Sessions.ListAsync(actor, Left);
    });

    private void ShowPage(string? after) =>
        Navigation.NavigateTo(WorkbenchUrls.WithQuery(WorkbenchUrls.Account, ("after", after)));

    private async Task RenameAsync()
    {
        if (await ActAsync(actor => Account.RenameAsync(actor, _name, Left)))
        {
            // The session's cookie contains the name. A full load renews it.
            Navigation.NavigateTo(WorkbenchUrls.Account, forceLoad: true);
        }
    }

    private async Task EndAsync(SessionSummary session)
    {
        if (await ActAsync(actor => Sessions.EndAsync(actor, session.Id, Left)))
        {
            Snackbar.Add("The session has ended. Its open pages can no longer change anything, and close within 30 s.", Severity.Success);
        }

        await ReadAsync();
    }

    private async Task EndOthersAsync()
    {
        if (_session is { } current && await ActAsync(actor => Sessions.EndOthersAsync(actor, current, Left)))
        {
            Snackbar.Add("Your other sessions have ended. Their open pages can no longer change anything, and close within 30 s.", Severity.Success);
        }

        await ReadAsync();
    }

    private async Task IssueAsync()
    {
        var dialog = await Dialogs.ShowAsync<TokenDialog>("Create API token");
        if (await dialog.GetReturnValueAsync<IssuedToken>() is { } issued)
        {
            _issued = issued;
            await ReadAsync();
        }
    }

    private async Task RevokeAsync(TokenSummary token)
    {
        if (await ActAsync(actor => Tokens.RevokeAsync(actor, token.Id, Left)))
        {
            Snackbar.Add($"The token “{token.Name}” was revoked.", Severity.Success);
        }

        await ReadAsync();
    }
}
