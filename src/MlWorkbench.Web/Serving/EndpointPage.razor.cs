using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Batch;
using MlWorkbench.Web.Serving.Batch;
using MudBlazor;

namespace MlWorkbench.Web.Serving;

/// <summary>A model's endpoint: a form built from its signature, the answer, the same call as code, and recent predictions.</summary>
public sealed partial class EndpointPage
{
    private const int RecentRows = 20;
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(3);
    private static readonly (string Key, string Title)[] Languages = [("curl", "curl"), ("csharp", "C#"), ("python", "Python")];

    private EndpointDetails? _endpoint;
    private EndpointTraffic? _traffic;
    private IReadOnlyList<LoggedPrediction> _recent = [];
    private PredictionInputs? _inputs;
    private PredictionAnswer? _answer;
    private double _milliseconds;
    private bool _mayPredict;
    private bool _busy;

    [Inject]
    public required EndpointCatalog Endpoints { get; init; }

    [Inject]
    public required PredictionLogCatalog Log { get; init; }

    [Inject]
    public required PredictionServer Server { get; init; }

    [Inject]
    public required BatchPredictions Batches { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Parameter]
    public required string Model { get; set; }

    /// <summary>A version or alias to try instead of Production.</summary>
    [SupplyParameterFromQuery]
    public string? Version { get; set; }

    [SupplyParameterFromQuery]
    public string? Language { get; set; }

    private string Snippet
    {
        get
        {
            var path = Version is null ? $"api/v1/models/{Uri.EscapeDataString(Model)}/predict" : $"api/v1/models/{Uri.EscapeDataString(Model)}/versions/{Uri.EscapeDataString(Version)}/predict";
            var snippets = new PredictionSnippets(new Uri(new Uri(Navigation.BaseUri), path), _inputs!.ToBody(explain: false));
            return Language switch
            {
                "csharp" => snippets.CSharp,
                "python" => snippets.Python,
                _ => snippets.Curl,
            };
        }
    }

    protected override void OnInitialized() => _ = KeepFreshAsync(RefreshInterval, async () =>
    {
        if (_endpoint is not null)
        {
            await LoadAsync(ReadLogAsync);
        }

        return true;
    });

    protected override Task OnParametersSetAsync()
    {
        Language = Languages.Any(language => language.Key == Language) ? Language : "curl";
        return ReadAsync();
    }

    private Task ReadAsync() => LoadAsync(async actor =>
    {
        _mayPredict = actor.May(Permission.Predict);
        var endpoint = await Endpoints.FindAsync(actor, Model, Version, Left);
        if (_endpoint?.Model != endpoint.Model || _endpoint.Version != endpoint.Version)
        {
            _inputs = new PredictionInputs(endpoint.Signature);
            _answer = null;
        }

        _endpoint = endpoint;
        await ReadLogAsync(actor);
    });

    private async Task ReadLogAsync(Actor actor)
    {
        _traffic = await Log.TrafficAsync(actor, Model, Left);
        _recent = await Log.ListRecentAsync(actor, Model, RecentRows, Left);
    }

    private void Change((string Column, string Text) input) => _inputs![input.Column] = input.Text;

    private async Task PredictAsync()
    {
        _busy = true;
        await ActAsync(async actor =>
        {
            var rows = JsonSerializer.SerializeToElement(_inputs!.ToBody(explain: false)["rows"]);
            var started = Clock.GetTimestamp();
            _answer = await Server.PredictAsync(actor, Model, Version, new PredictionRequest(rows, Explain: true), Left);
            _milliseconds = Clock.GetElapsedTime(started).TotalMilliseconds;
        });
        _busy = false;
    }

    private async Task ScoreAsync()
    {
        if (await ScoreDialog.ShowAsync(Dialogs, Model) is { } choice
            && await ActAsync(actor => Batches.StartAsync(actor, choice.Model, choice.Dataset, choice.Version, choice.Order, Left)))
        {
            Navigation.NavigateTo(WorkbenchUrls.Batch(Model));
        }
    }

    private static string Milliseconds(double value) => value.ToString("0.0", CultureInfo.InvariantCulture) + " ms";
}
