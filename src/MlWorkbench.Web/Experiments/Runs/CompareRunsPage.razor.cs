using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Experiments.Runs;

namespace MlWorkbench.Web.Experiments.Runs;

/// <summary>Runs side by side: metrics, parameters, and the segments where the winner is worse.</summary>
public sealed partial class CompareRunsPage
{
    private RunComparison? _comparison;
    private bool _onlyDifferences = true;
    private string? _shown;

    [Inject]
    public required RunComparer Comparer { get; init; }

    /// <summary>Run ids, separated by commas.</summary>
    [SupplyParameterFromQuery]
    public string? Ids { get; set; }

    [SupplyParameterFromQuery(Name = "base")]
    public Guid? Base { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var wanted = $"{Ids}|{Base}";
        if (_shown != wanted)
        {
            _shown = wanted;
            await LoadAsync(async actor => _comparison = await Comparer.CompareAsync(actor, ParseIds(), Base, Left));
        }
    }

    private List<Guid> ParseIds() =>
        [.. (Ids ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty)];

    private void ChooseBase(Guid id) => Navigation.NavigateTo($"{WorkbenchUrls.CompareRuns(ParseIds())}&base={id}");

    private static ComparedRun? SameExperiment(RunComparison comparison) =>
        comparison.Runs.All(run => run.ExperimentId == comparison.Runs[0].ExperimentId) ? comparison.Runs[0] : null;

    private static string Name(ComparedRun run) => $"Run {run.Number} {run.Title}";

    private static List<double?> Overall(RunComparison comparison) =>
        [.. comparison.Metrics.First(metric => metric.Name == comparison.Metric).Cells.Select(cell => cell.Value?.Value)];
}
