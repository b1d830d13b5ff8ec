using System.Globalization;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Registry;

namespace MlWorkbench.Web.Registry;

/// <summary>All models with what they have in Production.</summary>
public sealed partial class ModelsPage
{
    private const int PageSize = 50;

    private Page<ModelSummary>? _models;

    [Inject]
    public required ModelCatalog Catalog { get; init; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public int Offset { get; set; }

    protected override Task OnParametersSetAsync() =>
        LoadAsync(async actor => _models = await Catalog.ListAsync(actor, new ListQuery(Search, Offset: Math.Max(0, Offset), Limit: PageSize), Left));

    private void Show(string? search) => Show(search, 0);

    private void Show(string? search, int offset) => Navigation.NavigateTo(
        WorkbenchUrls.WithQuery(WorkbenchUrls.Models, ("q", string.IsNullOrEmpty(search) ? null : search), ("offset", offset == 0 ? null : offset.ToString(CultureInfo.InvariantCulture))),
        replace: true);
}
