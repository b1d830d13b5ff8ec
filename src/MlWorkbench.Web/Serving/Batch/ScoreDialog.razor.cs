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

    private IReadOnlyList<string> _models = [];
    private IReadOnlyList<string> _datasets = [];
    private IReadOnlyList<DatasetVersionSummary> _versions = [];
    private IReadOnlyList<BatchOutput> _outputs = [];
    private string? _model;
    private string? _dataset;
    private DatasetVersionSummary? _version;
    private BatchOutput _output = BatchOutput.Csv;
    private string? _into;
    private string? _keep;
    private bool _explain;

    [Inject]
    public required DatasetCatalog Datasets { get; init; }

    [Inject]
    public required EndpointCatalog Endpoints { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>The model that scores. If null, the person chooses it.</summary>
    [Parameter]
    public string? Model { get; set; }

    private ScoreChoice? Choice =>
        (Model ?? _model, _dataset, _version) is ({ } model, { } dataset, { } version) && (_output != BatchOutput.Dataset || !string.IsNullOrWhiteSpace(_into))
            ? new ScoreChoice(model, dataset, version.Version, new BatchOrder(null, _output, _into, Keep, _explain))
            : null;

    private IReadOnlyList<string>? Keep =>
        _keep?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } names ? names : null;

    /// <returns>The choice. Null if the person cancelled.</returns>
    public static async Task<ScoreChoice?> ShowAsync(IDialogService dialogs, string? model)
    {
        var dialog = await dialogs.ShowAsync<ScoreDialog>(
            model is null ? "Score a dataset" : $"Score a dataset with {model}",
            new DialogParameters<ScoreDialog> { { shown => shown.Model, model } },
            new DialogOptions { MaxWidth = MaxWidth.Small, FullWidth = true });
        return (await dialog.Result)?.Data as ScoreChoice;
    }

    protected override Task OnInitializedAsync() => LoadAsync(async actor =>
    {
        _outputs = actor.May(Permission.ManageDatasets) ? [BatchOutput.Csv, BatchOutput.Parquet, BatchOutput.Dataset] : [BatchOutput.Csv, BatchOutput.Parquet];
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

    private Task ChooseAsync(string dataset) => LoadAsync(actor => ChooseAsync(actor, dataset));

    private async Task ChooseAsync(Actor actor, string dataset)
    {
        _dataset = dataset;
        _versions = (await Datasets.GetAsync(actor, dataset, archived: false, Left)).Versions;
        _version = _versions.Count > 0 ? _versions[0] : null;
        _into = $"{dataset} predictions";
    }

    private void Close() => Dialog.Close(DialogResult.Ok(Choice));

    private static string TitleOf(DatasetVersionSummary? version) => version is null ? "" : $"{version.Version} ({NumberText.Count(version.Rows)} rows)";

    private static string TitleOf(BatchOutput output) => output switch
    {
        BatchOutput.Parquet => "Parquet file",
        BatchOutput.Dataset => "New version of a dataset",
        _ => "CSV file",
    };
}
