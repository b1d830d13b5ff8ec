using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Datasets;
using MlWorkbench.Application.Serving;
using MlWorkbench.Application.Serving.Batch;
using MlWorkbench.Web.Components.Shared;
using MudBlazor;

namespace MlWorkbench.Web.Serving.Batch;

/// <summary>Asks for the rows to score and the form of the result. Returns a <see cref="ScoreChoice"/>.</summary>
public sealed partial class ScoreDialog
{
    private const int MostShown = 200;

    private static readonly int?[] Windows = [null, 1, 7, 30];

    private readonly BatchForm _form = new();
    private IReadOnlyList<string> _models = [];
    private IReadOnlyList<string> _datasets = [];
    private IReadOnlyList<DatasetVersionSummary> _versions = [];
    private IReadOnlyList<BatchOutput> _outputs = [];
    private IReadOnlyList<string> _columns = [];
    private string? _model;
    private int? _days;
    private string? _dataset;
    private DatasetVersionSummary? _version;

    [Inject]
    public required DatasetCatalog Datasets { get; init; }

    [Inject]
    public required ServedSignatures Signatures { get; init; }

    [Inject]
    public required EndpointCatalog Endpoints { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>The model that scores. If null, the person chooses it.</summary>
    [Parameter]
    public string? Model { get; set; }

    /// <summary>The endpoint whose log can be scored. If null, that of the model's own name.</summary>
    [Parameter]
    public string? Endpoint { get; set; }

    private ScoreChoice? Choice => (Model ?? _model, _days, _dataset, _version) switch
    {
        _ when !_form.IsComplete => null,
        ({ } model, { } days, _, _) => new ScoreChoice(model, null, null, new LoggedWindow(Endpoint, Clock.GetUtcNow().UtcDateTime.AddDays(-days)), _form.ToOrder()),
        ({ } model, null, { } dataset, { } version) => new ScoreChoice(model, dataset, version.Version, null, _form.ToOrder()),
        _ => null,
    };

    /// <param name="model">The model that scores. If null, the person chooses it.</param>
    /// <param name="endpoint">The endpoint whose log can be scored. If null, that of the model's own name.</param>
    /// <returns>The choice. Null if the person cancelled.</returns>
    public static async Task<ScoreChoice?> ShowAsync(IDialogService dialogs, string? model, string? endpoint = null)
    {
        var dialog = await dialogs.ShowAsync<ScoreDialog>(
            model is null ? "Score a dataset" : $"Score a dataset with {model}",
            new DialogParameters<ScoreDialog> { { shown => shown.Model, model }, { shown => shown.Endpoint, endpoint } },
            new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });
        return (await dialog.Result)?.Data as ScoreChoice;
    }

    protected override Task OnInitializedAsync() => LoadAsync(async actor =>
    {
        _outputs = BatchText.OutputsFor(actor);
        if (Model is null)
        {
            _models = [.. (await Endpoints.ListAsync(actor, new ListQuery(Limit: MostShown), Left)).Items.Select(endpoint => endpoint.Model)];
            _model = _models.Count == 1 ? _models[0] : null;
        }

        _datasets = [.. (await Datasets.ListAsync(actor, new ListQuery(Limit: MostShown), archived: false, Left)).Items.Select(dataset => dataset.Name)];
        if (_datasets.Count == 1)
        {
            await ChooseAsync(actor, _datasets[0]);
        }
    });

    private Task ChooseAsync(int? days) => LoadAsync(async actor =>
    {
        _days = days;
        await ReadColumnsAsync(actor);
    });

    private Task ChooseModelAsync(string model) => LoadAsync(async actor =>
    {
        _model = model;
        await ReadColumnsAsync(actor);
    });

    private Task ChooseAsync(string dataset) => LoadAsync(actor => ChooseAsync(actor, dataset));

    private Task ChooseAsync(DatasetVersionSummary? version) => LoadAsync(actor => ChooseAsync(actor, version));

    private async Task ChooseAsync(Actor actor, string dataset)
    {
        _dataset = dataset;
        _versions = (await Datasets.GetAsync(actor, dataset, archived: false, Left)).Versions;
        _form.Propose(dataset);
        await ChooseAsync(actor, _versions.Count > 0 ? _versions[0] : null);
    }

    private async Task ChooseAsync(Actor actor, DatasetVersionSummary? version)
    {
        _version = version;
        await ReadColumnsAsync(actor);
    }

    private async Task ReadColumnsAsync(Actor actor)
    {
        _columns = (Model ?? _model, _days, _version) switch
        {
            ({ } model, not null, _) => LoggedWindow.ColumnsOf((await Signatures.FindAsync(actor, model, null, Left)).Signature),
            (_, null, { } version) => [.. (await Datasets.GetVersionAsync(actor, _dataset!, version.Version, Left)).Columns.Select(column => column.Name)],
            _ => [],
        };
        _form.Keep = [.. _form.Keep.Intersect(_columns, StringComparer.Ordinal)];
    }

    private void Close() => Dialog.Close(DialogResult.Ok(Choice));

    private static string TitleOf(int? days) => days switch
    {
        null => "A dataset version",
        1 => "Logged predictions of the last 24 hours",
        _ => $"Logged predictions of the last {days} days",
    };

    private static string TitleOf(DatasetVersionSummary? version) => version is null ? "" : $"{version.Version} ({NumberText.Count(version.Rows)} rows)";
}
