using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Web.Registry;
using MudBlazor;

namespace MlWorkbench.Web.Experiments;

/// <summary>One experiment: progress of the search, updated live, the leaderboard, and actions on the best run.</summary>
public sealed partial class ExperimentPage
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(800);

    private readonly HashSet<Guid> _selected = [];
    private ExperimentDetails? _experiment;
    private bool _mayStop;
    private bool _mayExtend;
    private bool _mayRegister;
    private bool _watching;

    [Inject]
    public required ExperimentCatalog Catalog { get; init; }

    [Inject]
    public required JobCatalog Jobs { get; init; }

    [Inject]
    public required ExperimentStopper Stopper { get; init; }

    [Inject]
    public required ExperimentExtension Extension { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Parameter]
    public Guid Id { get; set; }

    private string RunCounts
    {
        get
        {
            var runs = _experiment!.Runs;
            var failed = runs.Count(run => run.State is RunState.Failed or RunState.Stopped);
            return $"{runs.Count} {(runs.Count == 1 ? "run" : "runs")}{(failed > 0 ? $", {failed} without a model" : "")}";
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_experiment?.Id != Id)
        {
            _selected.Clear();
        }

        await LoadAsync(ReadAsync);
        Watch();
    }

    private void Watch()
    {
        if (!_watching && _experiment?.IsActive == true)
        {
            _watching = true;
            _ = KeepFreshAsync(RefreshInterval, () => Jobs.FindRevisionAsync(Id, Left), async () =>
            {
                await LoadAsync(ReadAsync);
                return _watching = _experiment?.IsActive == true;
            });
        }
    }

    private async Task ReadAsync(Actor actor)
    {
        _experiment = await Catalog.GetAsync(actor, Id, Left);
        _mayStop = JobCancellation.IsAllowed(actor, _experiment.CreatedById);
        _mayExtend = actor.May(Permission.RunExperiments) && actor.Owns(_experiment.CreatedById);
        _mayRegister = actor.May(Permission.ManageModels);
    }

    private Task StopAsync() => ActAsync(async actor =>
    {
        await Stopper.StopAsync(actor, Id, Left);
        await ReadAsync(actor);
    });

    private Task ExtendAsync(double seconds) => ActAsync(async actor =>
    {
        await Extension.ExtendAsync(actor, Id, seconds, Left);
        await ReadAsync(actor);
        Watch();
    });

    private async Task RegisterAsync(RunSummary run)
    {
        var parameters = new DialogParameters<RegisterModelDialog> { { dialog => dialog.RunId, run.Id }, { dialog => dialog.RunTitle, ExperimentText.Run(run) } };
        var dialog = await Dialogs.ShowAsync<RegisterModelDialog>("Register model", parameters);
        if (await dialog.Result is { Canceled: false, Data: RegisteredVersion version })
        {
            Navigation.NavigateTo(WorkbenchUrls.ModelVersion(version.Name, version.Version));
        }
    }

    private void Toggle(Guid run)
    {
        if (!_selected.Remove(run))
        {
            _selected.Add(run);
        }
    }
}
