using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Registry.Rollouts;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Batch;
using MlWorkbench.Application.Serving.Endpoints;
using MlWorkbench.Web.Serving.Batch;
using MudBlazor;

namespace MlWorkbench.Web.Serving;

/// <summary>An endpoint: its routes and rollout, a form to try it, its traffic, its shadows and its predictions.</summary>
public sealed partial class EndpointPage
{
    private const string Overview = "overview";
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(2);

    /// <summary>Time during which the page shows a rollout that ended.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(7);

    private static readonly (string Key, string Title)[] Tabs =
        [(Overview, "Overview"), ("traffic", "Traffic"), ("shadows", "Shadows"), ("rules", "Rules and limits"), ("predictions", "Predictions")];

    private EndpointSettings? _settings;
    private EndpointDetails? _details;
    private (string Name, string? Version, int? Champion) _detailsOf;
    private EndpointTraffic? _traffic;
    private RolloutDetails? _rollout;
    private bool _mayApprove;
    private bool _mayPredict;

    [Inject]
    public required EndpointCatalog Endpoints { get; init; }

    [Inject]
    public required PredictionLogCatalog Log { get; init; }

    [Inject]
    public required RolloutCatalog Rollouts { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required BatchPredictions Batches { get; init; }

    [Parameter]
    public required string Name { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    /// <summary>A version or alias to try instead of Production.</summary>
    [SupplyParameterFromQuery]
    public string? Version { get; set; }

    [SupplyParameterFromQuery]
    public string? Language { get; set; }

    /// <summary>Range of the traffic.</summary>
    [SupplyParameterFromQuery]
    public string? Range { get; set; }

    /// <summary>Filter of predictions: the version that made them.</summary>
    [SupplyParameterFromQuery(Name = "by")]
    public int? MadeBy { get; set; }

    [SupplyParameterFromQuery]
    public string? Label { get; set; }

    [SupplyParameterFromQuery]
    public string? Entity { get; set; }

    [SupplyParameterFromQuery]
    public bool? Warnings { get; set; }

    /// <summary>Filter of predictions: a humility rule that applied.</summary>
    [SupplyParameterFromQuery]
    public string? Flag { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private string ActiveTab => Tabs.Any(tab => tab.Key == Tab) ? Tab! : Overview;

    private PredictionFilter Filter => new(Version: MadeBy, Label: Label, EntityId: Entity, HasWarnings: Warnings, Flag: Flag);

    private int? Champion => _settings!.Routes.FirstOrDefault(route => route.Mode == RouteMode.Live && route.Version != _settings.Rollout?.Version)?.Version;

    protected override void OnInitialized() => _ = KeepFreshAsync(RefreshInterval, async () =>
    {
        await ReadAsync();
        return true;
    });

    protected override Task OnParametersSetAsync() => ReadAsync();

    private Task ReadAsync() => LoadAsync(async actor =>
    {
        _mayApprove = actor.May(Permission.Approve);
        _mayPredict = actor.May(Permission.Predict);
        _settings = await Endpoints.GetSettingsAsync(actor, Name, Left);
        _traffic = await Log.TrafficAsync(actor, Name, Left);
        _rollout = _settings.Rollout ?? await FindEndedAsync(actor);
        var current = (Name, Version, Champion);
        if (_detailsOf != current)
        {
            _details = Version is null && Champion is null ? null : await Endpoints.FindAsync(actor, Name, Version, Left);
            _detailsOf = current;
        }
    });

    private async Task<RolloutDetails?> FindEndedAsync(Actor actor) =>
        await Rollouts.FindLastAsync(actor, Name, Left) is { EndedAt: { } at } last && Clock.GetUtcNow().UtcDateTime - at < Lately ? last : null;

    private async Task StartRolloutAsync()
    {
        var parameters = new DialogParameters<StartRolloutDialog>
        {
            { dialog => dialog.Endpoint, Name },
            { dialog => dialog.Model, _settings!.Model },
        };
        var dialog = await Dialogs.ShowAsync<StartRolloutDialog>("Start rollout", parameters, new DialogOptions { MaxWidth = MaxWidth.Medium });
        if (await dialog.Result is { Canceled: false })
        {
            Navigation.NavigateTo(WorkbenchUrls.Endpoint(Name));
            await ReadAsync();
        }
    }

    private async Task ScoreAsync()
    {
        if (await ScoreDialog.ShowAsync(Dialogs, _settings!.Model, Name) is { } choice
            && await ActAsync(actor => choice.StartAsync(Batches, actor, Left)))
        {
            Navigation.NavigateTo(WorkbenchUrls.Batch(_settings.Model));
        }
    }
}
