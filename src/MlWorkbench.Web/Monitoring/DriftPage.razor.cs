using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Monitoring;
using MlWorkbench.Engine.Monitoring;
using MudBlazor;

namespace MlWorkbench.Web.Monitoring;

/// <summary>One drift check of a model: verdict, columns (worst first), distributions of the selected column, and earlier checks.</summary>
public sealed partial class DriftPage
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(500);

    private DriftDetails? _drift;
    private FeatureDrift? _feature;
    private JobSummary? _job;
    private bool _mayCheck;
    private bool _watching;

    [Inject]
    public required MonitoringCatalog Catalog { get; init; }

    [Inject]
    public required DriftChecks Checks { get; init; }

    [Inject]
    public required JobCatalog Jobs { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Parameter]
    public required string Model { get; set; }

    [SupplyParameterFromQuery]
    public Guid? Report { get; set; }

    [SupplyParameterFromQuery]
    public string? Feature { get; set; }

    private string Statement => _drift switch
    {
        { Result: { } result } => DriftVerdict.Sentence(result),
        { Selected: { State: DriftCheckState.Failed, Reason: var reason } } => reason ?? "The check was stopped.",
        _ => _job?.ProgressText ?? (_job?.QueuePosition is { } position ? $"The check is queued at position {position}." : "The check is running."),
    };

    private string StatementClass => _drift?.Selected switch
    {
        { Drifted: true } or { State: DriftCheckState.Failed } => "mlw-statement bad",
        { DriftedShare: > 0 } => "mlw-statement warning",
        _ => "mlw-statement",
    };

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync(ReadAsync);
        if (!_watching && IsRunning())
        {
            _watching = true;
            _ = KeepFreshAsync(RefreshInterval, async () => _drift?.Selected is { } check ? (check.Id, await Jobs.FindRevisionAsync(check.Id, Left)) : default, RefreshAsync);
        }
    }

    private async Task ReadAsync(Actor actor)
    {
        _mayCheck = actor.May(Permission.Monitor);
        _drift = await Catalog.FindAsync(actor, Model, Report, Left);
        _job = IsRunning() ? await Jobs.FindForAsync(_drift.Selected!.Id, Left) : null;
        _feature = _drift.Result?.All.FirstOrDefault(feature => feature.Name == Feature) ?? _drift.Result?.Features.FirstOrDefault(feature => feature.Histogram is not null);
    }

    private async Task<bool> RefreshAsync()
    {
        await LoadAsync(ReadAsync);
        _watching = IsRunning();
        return _watching;
    }

    private bool IsRunning() => _drift?.Selected?.State == DriftCheckState.Running;

    private async Task CheckAsync()
    {
        var dialog = await Dialogs.ShowAsync<CheckDriftDialog>("Check drift", new DialogParameters<CheckDriftDialog> { { parameters => parameters.Model, Model } });
        if (await dialog.Result is not { Canceled: false, Data: DriftCheckRequest request })
        {
            return;
        }

        await ActAsync(async actor =>
        {
            var id = await Checks.StartAsync(actor, Model, request, Left);
            Navigation.NavigateTo(WorkbenchUrls.Drift(Model, id));
        });
    }

    private string LinkToFeature(string feature) => WorkbenchUrls.Drift(Model, _drift!.Selected!.Id, feature);

    private string LinkToCheck(Guid check) => WorkbenchUrls.Drift(Model, check, Feature);
}
