using System.Globalization;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Registry.Models;
using MlWorkbench.Application.Serving;
using MudBlazor;

namespace MlWorkbench.Web.Serving;

/// <summary>The prediction log of an endpoint with filters, newest first. The first page refreshes; an older one does not move.</summary>
public sealed partial class PredictionsPanel
{
    private const int PageSize = 25;
    private const int MostVersions = 100;

    private (EndpointSettings Settings, PredictionFilter Filter, string? After)? _read;
    private PredictionPage? _page;
    private IReadOnlyList<int> _versions = [];
    private bool _mayExport;

    [Inject]
    public required PredictionLogCatalog Log { get; init; }

    [Inject]
    public required ModelCatalog Models { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    /// <summary>The first page is read again with new settings, which the page around this panel reads every two seconds.</summary>
    [Parameter, EditorRequired]
    public required EndpointSettings Settings { get; set; }

    [Parameter, EditorRequired]
    public required PredictionFilter Filter { get; set; }

    [Parameter]
    public string? After { get; set; }

    private bool HasFilter => Filter != new PredictionFilter();

    private string? WarningsText => Filter.HasWarnings switch
    {
        true => "true",
        false => "false",
        _ => null,
    };

    protected override Task OnInitializedAsync() => LoadAsync(async actor =>
    {
        var found = await Models.ListVersionsAsync(actor, Settings.Model, new ListQuery(Limit: MostVersions), stage: null, Left);
        _versions = [.. found.Items.Select(version => version.Number)];
        _mayExport = actor.May(Permission.ManageDatasets);
    });

    protected override async Task OnParametersSetAsync()
    {
        var isSame = _read is { } read && read.Filter == Filter && read.After == After;
        if (!isSame || (After is null && !ReferenceEquals(_read?.Settings, Settings)))
        {
            _read = (Settings, Filter, After);
            var query = new ListQuery(After: After, Limit: PageSize);
            await LoadAsync(async actor => _page = await Log.ListAsync(actor, Settings.Name, Filter, query, Left));
        }
    }

    /// <summary>Another filter starts at the newest prediction.</summary>
    private void Show(string name, ChangeEventArgs change) => Navigation.NavigateTo(
        WorkbenchUrls.EndpointPredictions(
            Settings.Name, Filters().Select(part => part.Name == name ? (name, change.Value?.ToString()?.Trim()) : part)),
        replace: true);

    private Task ExplainAsync(LoggedPrediction prediction) => Dialogs.ShowAsync<WhyDialog>(
        "Why this prediction",
        new DialogParameters<WhyDialog> { { dialog => dialog.Endpoint, Settings.Name }, { dialog => dialog.Prediction, prediction } },
        new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });

    private async Task ExportAsync()
    {
        var parameters = new DialogParameters<ExportPredictionsDialog> { { dialog => dialog.Endpoint, Settings.Name } };
        var dialog = await Dialogs.ShowAsync<ExportPredictionsDialog>("Export predictions", parameters);
        if (await dialog.Result is { Canceled: false })
        {
            Snackbar.Add("The export was started. The page Jobs shows its progress.", Severity.Success);
        }
    }

    private void Turn(string? after) => Navigation.NavigateTo(WorkbenchUrls.EndpointPredictions(Settings.Name, [.. Filters(), ("after", after)]));

    private IEnumerable<(string Name, string? Value)> Filters() =>
    [
        ("by", Filter.Version?.ToString(CultureInfo.InvariantCulture)),
        ("label", Filter.Label),
        ("entity", Filter.EntityId),
        ("warnings", WarningsText),
        ("flag", Filter.Flag),
    ];
}
