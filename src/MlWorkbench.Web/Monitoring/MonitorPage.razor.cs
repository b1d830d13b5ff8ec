using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Monitoring;

namespace MlWorkbench.Web.Monitoring;

/// <summary>All models with the verdict of their newest drift check.</summary>
public sealed partial class MonitorPage
{
    private const int PageSize = 50;

    private Page<MonitoredModelSummary>? _models;

    [Inject]
    public required MonitoringCatalog Catalog { get; init; }

    [SupplyParameterFromQuery]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    protected override Task OnParametersSetAsync() =>
        LoadAsync(async actor => _models = await Catalog.ListAsync(actor, new ListQuery(Search, After: After, Limit: PageSize), Left));

    private void SearchFor(string? text) => Navigation.NavigateTo(WorkbenchUrls.Monitored(text, null), replace: true);

    private void Turn(string? after) => Navigation.NavigateTo(WorkbenchUrls.Monitored(Search, after));
}
