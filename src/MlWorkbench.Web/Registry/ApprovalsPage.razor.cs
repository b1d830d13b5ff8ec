using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Registry.Requests;

namespace MlWorkbench.Web.Registry;

/// <summary>The list of transition requests, with open requests first.</summary>
public sealed partial class ApprovalsPage
{
    private const int PageSize = 50;
    private static readonly (string Key, string Title)[] Filters = [("open", "Open"), ("approved", "Approved"), ("rejected", "Rejected"), ("withdrawn", "Withdrawn"), ("all", "All")];

    private Page<TransitionRequestSummary>? _requests;

    [Inject]
    public required TransitionRequestCatalog Catalog { get; init; }

    [SupplyParameterFromQuery]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private string Filter => Filters.Any(filter => filter.Key == State) ? State! : "open";

    protected override Task OnParametersSetAsync() => LoadAsync(async actor =>
    {
        TransitionRequestState? state = Filter == "all" ? null : Enum.Parse<TransitionRequestState>(Filter, ignoreCase: true);
        _requests = await Catalog.ListAsync(actor, new ListQuery(Search, After: After, Limit: PageSize), state, Left);
    });

    private void Show(string filter, string? search, string? after) => Navigation.NavigateTo(UrlOf(filter, search, after), replace: true);

    private static string UrlOf(string filter, string? search, string? after) => WorkbenchUrls.WithQuery(
        WorkbenchUrls.Approvals,
        ("state", filter == "open" ? null : filter),
        ("q", string.IsNullOrEmpty(search) ? null : search),
        ("after", after));
}
