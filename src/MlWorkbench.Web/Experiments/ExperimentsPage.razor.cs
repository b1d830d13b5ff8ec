using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Jobs;

namespace MlWorkbench.Web.Experiments;

/// <summary>The list of experiments, updated live while one of them runs.</summary>
public sealed partial class ExperimentsPage
{
    private const int PageSize = 50;
    private const string DefaultSort = "created";

    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(2);
    private static readonly (string Key, string Title)[] Columns = [("name", "Experiment"), ("dataset", "Data"), ("state", "State"), ("created", "Started")];
    private static readonly (string Key, string Title)[] States = [("", "All"), ("running", "Running"), ("queued", "Queued"), ("completed", "Completed"), ("cancelled", "Stopped"), ("failed", "Failed")];

    private Page<ExperimentSummary>? _experiments;
    private bool _mayStart;
    private bool _watching;

    [Inject]
    public required ExperimentCatalog Catalog { get; init; }

    [Inject]
    public required JobCatalog Jobs { get; init; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public string? State { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "asc")]
    public bool Ascending { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private bool Descending => !Ascending;

    private bool IsFiltered => !string.IsNullOrEmpty(Search) || State is not null;

    protected override async Task OnParametersSetAsync()
    {
        Sort ??= DefaultSort;
        await LoadAsync(ReadAsync);
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
        _mayStart = actor.May(Permission.RunExperiments);
        ExperimentState? state = Enum.TryParse<ExperimentState>(State, ignoreCase: true, out var parsed) ? parsed : null;
        _experiments = await Catalog.ListAsync(actor, new ListQuery(Search, Sort, Descending, After, PageSize), state, Left);
    }

    private bool IsLive() => _experiments?.Items.Any(experiment => experiment.State is ExperimentState.Queued or ExperimentState.Running) == true;

    private string? AriaSort(string key) => key != Sort ? null : Descending ? "descending" : "ascending";

    private void SortBy(string key) => Show(Search, State, key, key == Sort ? !Descending : key == DefaultSort, null);

    private void Show(string? search, string? state, string? sort, bool descending, string? after) => Navigation.NavigateTo(Address(search, state, sort, descending, after), replace: true);

    private static string Address(string? search, string? state, string? sort, bool descending, string? after) => WorkbenchUrls.WithQuery(
        WorkbenchUrls.Experiments,
        ("q", string.IsNullOrEmpty(search) ? null : search),
        ("state", state),
        ("sort", sort == DefaultSort ? null : sort),
        ("asc", descending ? null : "true"),
        ("after", after));
}
