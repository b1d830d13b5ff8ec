using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Access.Audit;
using MlWorkbench.Application.Home;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Samples;

namespace MlWorkbench.Web.Home;

/// <summary>Open tasks, running jobs and recent changes. An empty workbench shows two ways to start.</summary>
public sealed partial class HomePage
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    private HomeOverview? _overview;
    private SampleProgress? _sample;
    private bool _mayLoadSample;
    private bool _mayUpload;
    private bool _isGuest;

    [Inject]
    public required HomeCatalog Catalog { get; init; }

    [Inject]
    public required SampleCatalog Samples { get; init; }

    [Inject]
    public required JobCatalog Jobs { get; init; }

    [Inject]
    public required AuditRevision Changes { get; init; }

    [Inject]
    public required SampleLoader Loader { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        _ = KeepFreshAsync(RefreshInterval, async () => (await Jobs.ReadRevisionAsync(Left), await Changes.ReadAsync(Left)), async () =>
        {
            await ReadAsync();
            return true;
        });
    }

    private Task ReadAsync() => LoadAsync(async actor =>
    {
        _isGuest = actor.Role == UserRole.Guest;
        if (_isGuest)
        {
            return;
        }

        _mayLoadSample = SampleLoader.IsAllowed(actor);
        _mayUpload = actor.May(Permission.ManageDatasets);
        _sample = await Samples.FindAsync(actor, Left);
        _overview = await Catalog.ReadAsync(actor, Left);
    });

    private async Task LoadSampleAsync()
    {
        await ActAsync(actor => Loader.LoadAsync(actor, Left));
        await ReadAsync();
    }
}
