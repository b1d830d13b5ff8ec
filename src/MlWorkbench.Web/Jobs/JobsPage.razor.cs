using Microsoft.AspNetCore.Components;
using MlWorkbench.Application;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Web.Components.Shared;

namespace MlWorkbench.Web.Jobs;

/// <summary>All jobs: queued, running and ended. The page refreshes itself.</summary>
public sealed partial class JobsPage
{
    private const int PageSize = 50;
    private const string AnyState = "all";
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);
    private static readonly (string Key, string Title)[] Filters = [(AnyState, "All"), ("queued", "Queued"), ("running", "Running"), ("completed", "Completed"), ("cancelled", "Stopped"), ("failed", "Failed")];

    private Page<JobSummary>? _jobs;
    private Actor? _actor;
    private bool _hasWorkers;

    [Inject]
    public required JobCatalog Catalog { get; init; }

    [Inject]
    public required JobCancellation Cancellation { get; init; }

    [Inject]
    public required IJobQueue Queue { get; init; }

    [SupplyParameterFromQuery]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private string Filter => Filters.Any(filter => filter.Key == State) ? State! : AnyState;

    protected override void OnInitialized() => _ = KeepFreshAsync(RefreshInterval, () => Catalog.ReadRevisionAsync(Left), async () =>
    {
        await ReadAsync();
        return true;
    });

    protected override Task OnParametersSetAsync() => ReadAsync();

    private Task ReadAsync() => LoadAsync(async actor =>
    {
        JobState? state = Filter == AnyState ? null : Enum.Parse<JobState>(Filter, ignoreCase: true);
        _jobs = await Catalog.ListAsync(actor, new ListQuery(Search, After: After, Limit: PageSize), state, Left);
        _actor = actor;
        _hasWorkers = Queue.HasWorkers();
    });

    private bool MayStop(JobSummary job) => JobCancellation.IsAllowed(_actor!, job.RequestedById);

    private async Task StopAsync(JobSummary job)
    {
        await ActAsync(actor => Cancellation.RequestAsync(actor, job.Id, Left));
        await ReadAsync();
    }

    private string Elapsed(JobSummary job) => job.StartedAt is { } start
        ? NumberText.Duration(((job.EndedAt ?? Clock.GetUtcNow().UtcDateTime) - start).TotalSeconds)
        : "";

    private void Show(string filter, string? search, string? after) => Navigation.NavigateTo(UrlOf(filter, search, after), replace: true);

    private static string UrlOf(string filter, string? search, string? after) => WorkbenchUrls.WithQuery(
        WorkbenchUrls.Jobs,
        ("state", filter == AnyState ? null : filter),
        ("q", string.IsNullOrEmpty(search) ? null : search),
        ("after", after));
}
