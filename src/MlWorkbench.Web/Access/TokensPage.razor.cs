using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Tokens;
using MudBlazor;

namespace MlWorkbench.Web.Access;

/// <summary>API tokens of all people.</summary>
public sealed partial class TokensPage
{
    private const int PageSize = 50;

    private Page<TokenSummary>? _tokens;

    [Inject]
    public required AccessCatalog Catalog { get; init; }

    [Inject]
    public required ApiTokens Tokens { get; init; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    protected override Task OnParametersSetAsync() => ReadAsync();

    private Task ReadAsync() => LoadAsync(async actor =>
        _tokens = await Catalog.ListTokensAsync(actor, new ListQuery(Search, After: After, Limit: PageSize), everybody: true, Left));

    private async Task RevokeAsync(TokenSummary token)
    {
        if (await ActAsync(actor => Tokens.RevokeAsync(actor, token.Id, Left)))
        {
            Snackbar.Add($"The token “{token.Name}” was revoked.", Severity.Success);
        }

        await ReadAsync();
    }

    private void Show(string? search, string? after) => Navigation.NavigateTo(
        WorkbenchUrls.WithQuery(WorkbenchUrls.AdminTokens, ("q", string.IsNullOrEmpty(search) ? null : search), ("after", after)),
        replace: true);
}
