using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Experiments;

namespace MlWorkbench.Web.Evaluations;

/// <summary>One model judged: verdict first, then the numbers, the segments, the columns that matter and how it was made.</summary>
public sealed partial class RunPage
{
    private static readonly string[] Tabs = ["overview", "segments", "importance", "parameters"];
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    private RunDetails? _run;

    [Inject]
    public required RunCatalog Runs { get; init; }

    [Parameter]
    public Guid Id { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    private int TabIndex => Math.Max(0, Array.IndexOf(Tabs, Tab));

    protected override async Task OnParametersSetAsync()
    {
        if (_run?.Summary.Id != Id)
        {
            await ReloadAsync();
            _ = KeepFreshAsync(RefreshInterval, async () =>
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

    private Task ReloadAsync() => LoadAsync(async actor => _run = await Runs.GetAsync(actor, Id, Left));

    private void ShowTab(int index) => Navigation.NavigateTo(WorkbenchUrls.Run(Id, index == 0 ? null : Tabs[index]), replace: true);
}
