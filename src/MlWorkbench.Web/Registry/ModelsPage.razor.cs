using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Registry.Models;

namespace MlWorkbench.Web.Registry;

/// <summary>All models with their version in Production.</summary>
public sealed partial class ModelsPage
{
    private const int PageSize = 50;

    private Page<ModelSummary>? _models;

    [Inject]
    public required ModelCatalog Catalog { get; init; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    protected override Task OnParametersSetAsync() =>
        LoadAsync(async actor => _models = await Catalog.ListAsync(actor, new ListQuery(Search, After: After, Limit: PageSize), Left));

    private void Show(string? search) => Show(search, null);

    private void Show(string? search, string? after) => Navigation.NavigateTo(
        WorkbenchUrls.WithQuery(WorkbenchUrls.Models, ("q", string.IsNullOrEmpty(search) ? null : search), ("after", after)),
        replace: true);
}
