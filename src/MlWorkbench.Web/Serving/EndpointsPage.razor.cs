using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Serving;
using MlWorkbench.Web.Components.Shared;
using MudBlazor;

namespace MlWorkbench.Web.Serving;

/// <summary>All endpoints with the versions that answer and the traffic of the last hour.</summary>
public sealed partial class EndpointsPage
{
    private const int PageSize = 50;
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(5);

    private Page<EndpointSummary>? _endpoints;
    private bool _mayOperate;

    [Inject]
    public required EndpointCatalog Catalog { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    protected override void OnInitialized() => _ = KeepFreshAsync(RefreshInterval, async () =>
    {
        await ReadAsync();
        return true;
    });

    protected override Task OnParametersSetAsync() => ReadAsync();

    private Task ReadAsync() => LoadAsync(async actor =>
    {
        _mayOperate = actor.May(Permission.Operate);
        _endpoints = await Catalog.ListAsync(actor, new ListQuery(Search, After: After, Limit: PageSize), Left);
    });

    private async Task CreateAsync()
    {
        var dialog = await Dialogs.ShowAsync<NewEndpointDialog>("New endpoint");
        if (await dialog.Result is { Canceled: false, Data: string name })
        {
            Navigation.NavigateTo(WorkbenchUrls.Endpoint(name));
        }
    }

    private void Show(string? search, string? after) => Navigation.NavigateTo(
        WorkbenchUrls.WithQuery(WorkbenchUrls.Endpoints, ("q", string.IsNullOrEmpty(search) ? null : search), ("after", after)),
        replace: true);

    private static string Describe(IReadOnlyList<long> requests) => requests.Sum() switch
    {
        0 => "No calls in the last hour",
        1 => "1 call in the last hour",
        var all => $"{NumberText.Count(all)} calls in the last hour, at most {NumberText.Count(requests.Max())} in a minute",
    };
}
