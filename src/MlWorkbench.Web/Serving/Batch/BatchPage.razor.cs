using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Serving.Batch;
using MlWorkbench.Web.Jobs;
using MudBlazor;

namespace MlWorkbench.Web.Serving.Batch;

/// <summary>The list of batch predictions, updated live while one of them runs.</summary>
public sealed partial class BatchPage
{
    private const int PageSize = 50;
    private const string DefaultSort = "created";
    private const string RunsTab = "runs";
    private const string SchedulesTab = "schedules";

    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);
    private static readonly (string Key, string Title)[] Columns = [("model", "Model"), ("data", "Data"), ("created", "Requested")];

    private static readonly (string Key, string Title)[] Tabs = [(RunsTab, "Runs"), (SchedulesTab, "Schedules")];

    private Page<BatchPredictionDetails>? _batches;
    private Actor? _actor;
    private bool _mayStart;
    private bool _watching;

    [Inject]
    public required BatchPredictionCatalog Catalog { get; init; }

    [Inject]
    public required BatchPredictions Batches { get; init; }

    [Inject]
    public required JobCatalog Jobs { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    /// <summary>The model whose batch predictions are shown. Null for all.</summary>
    [SupplyParameterFromQuery]
    public string? Model { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "asc")]
    public bool Ascending { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private bool Descending => !Ascending;

    private bool ShowsSchedules => Tab == SchedulesTab;

    protected override async Task OnParametersSetAsync()
    {
        Sort ??= DefaultSort;
        await LoadAsync(ReadAsync);
        Watch();
    }

    private void Watch()
    {
        if (!_watching && IsLive())
        {
            _watching = true;
            _ = KeepFreshAsync(RefreshInterval, () => Jobs.ReadRevisionAsync(Left), async () =>
            {
                await LoadAsync(ReadAsync);
                return _watching = IsLive();
            });
        }
    }

    private async Task ReadAsync(Actor actor)
    {
        _actor = actor;
        _mayStart = actor.May(Permission.Predict);
        _batches = await Catalog.ListAsync(actor, new ListQuery(Search, Sort, Descending, After, PageSize), Model, Left);
    }

    private bool IsLive() => _batches?.Items.Any(batch => JobText.IsActive(batch.Job)) == true;

    private async Task ScoreAsync()
    {
        if (await ScoreDialog.ShowAsync(Dialogs, Model) is { } choice
            && await ActAsync(actor => choice.StartAsync(Batches, actor, Left)))
        {
            await LoadAsync(ReadAsync);
            Watch();
        }
    }

    private async Task StopAsync(BatchPredictionDetails batch)
    {
        await ActAsync(actor => Batches.CancelAsync(actor, batch.Id, Left));
        await LoadAsync(ReadAsync);
    }

    private string? AriaSort(string key) => key != Sort ? null : Descending ? "descending" : "ascending";

    private void SortBy(string key) => Show(Search, key, key == Sort ? !Descending : key == DefaultSort, null);

    private void Show(string? search, string? sort, bool descending, string? after) => Navigation.NavigateTo(
        WorkbenchUrls.WithQuery(
            WorkbenchUrls.BatchPredictions,
            ("model", Model),
            ("q", string.IsNullOrEmpty(search) ? null : search),
            ("sort", sort == DefaultSort ? null : sort),
            ("asc", descending ? null : "true"),
            ("after", after)),
        replace: true);
}
