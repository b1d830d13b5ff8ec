using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Experiments;

namespace MlWorkbench.Web.Evaluations;

/// <summary>One model judged: verdict first, then the numbers, the segments, the columns that matter and how it was made.</summary>
public sealed partial class RunPage
{
    private static readonly (string Key, string Title)[] Tabs = [("overview", "Overview"), ("segments", "Segments"), ("importance", "Importance"), ("parameters", "Parameters")];
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);

    private RunDetails? _run;

    [Inject]
    public required RunCatalog Runs { get; init; }

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
}
