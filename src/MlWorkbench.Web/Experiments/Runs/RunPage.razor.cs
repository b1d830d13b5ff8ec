using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Access;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Application.Jobs;
using MlWorkbench.Application.Registry.Versions;
using MlWorkbench.Web.Registry;
using MudBlazor;

namespace MlWorkbench.Web.Experiments.Runs;

/// <summary>The evaluation of a run: verdicts first, then metrics, segments, importance and parameters.</summary>
public sealed partial class RunPage
{
    private static readonly (string Key, string Title)[] Tabs = [("overview", "Overview"), ("segments", "Segments"), ("importance", "Importance"), ("parameters", "Parameters")];
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    private RunDetails? _run;
    private RunInRegistry? _registry;
    private bool _mayRegister;

    [Inject]
    public required RunCatalog Runs { get; init; }

    [Inject]
    public required RunRegistrations Registrations { get; init; }

    [Inject]
    public required JobCatalog Jobs { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    private string ActiveTab => Tabs.Any(tab => tab.Key == Tab) ? Tab! : "overview";

    protected override async Task OnParametersSetAsync()
    {
        if (_run?.Summary.Id != Id)
        {
            await ReloadAsync();
            _ = KeepFreshAsync(RefreshInterval, () => Jobs.FindRevisionAsync(_run?.ExperimentId ?? Id, Left), async () =>
            {
                if (_run is { Evaluation: null, ExperimentState: ExperimentState.Queued or ExperimentState.Running })
                {
                    await ReloadAsync();
                    return true;
                }

                return false;
            });
        }
    }

    private Task ReloadAsync() => LoadAsync(async actor =>
    {
        _mayRegister = actor.May(Permission.ManageModels);
        var run = await Runs.GetAsync(actor, Id, Left);
        _registry = await Registrations.GetAsync(actor, Id, Left);
        _run = run;
    });

    private async Task RegisterAsync()
    {
        var parameters = new DialogParameters<RegisterModelDialog> { { dialog => dialog.RunId, Id }, { dialog => dialog.RunTitle, $"Run {_run!.Summary.Number}, {_run.Summary.Title}," } };
        var dialog = await Dialogs.ShowAsync<RegisterModelDialog>("Register model", parameters);
        if (await dialog.GetReturnValueAsync<RegisteredVersion>() is { } registered)
        {
            Navigation.NavigateTo(WorkbenchUrls.ModelVersion(registered.Name, registered.Version));
        }
    }
}
