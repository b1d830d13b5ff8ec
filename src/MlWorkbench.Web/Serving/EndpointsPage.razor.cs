using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Serving;

namespace MlWorkbench.Web.Serving;

/// <summary>All models that answer predictions.</summary>
public sealed partial class EndpointsPage
{
    private const int PageSize = 50;

    private Page<EndpointSummary>? _endpoints;

    [Inject]
    public required EndpointCatalog Catalog { get; init; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    protected override Task OnParametersSetAsync() =>
        LoadAsync(async actor => _endpoints = await Catalog.ListAsync(actor, new ListQuery(Search, After: After, Limit: PageSize), Left));

    private void Show(string? search, string? after) => Navigation.NavigateTo(
        WorkbenchUrls.WithQuery(WorkbenchUrls.Endpoints, ("q", string.IsNullOrEmpty(search) ? null : search), ("after", after)),
        replace: true);
}
