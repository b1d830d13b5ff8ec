using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Datasets.Analyses;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Quality;

namespace MlWorkbench.Web.Datasets;

/// <summary>What the quality checks found in a version, worst first.</summary>
public sealed partial class QualityPanel
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(500);

    private Analysis<QualityReport>? _analysis;
    private (string Dataset, int Version, string? Target) _shown;
    private bool _watching;

    [Inject]
    public required DatasetAnalyses Analyses { get; init; }

    [Parameter, EditorRequired]
    public required string Dataset { get; set; }

    [Parameter, EditorRequired]
    public required int Version { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ColumnSchema> Schema { get; set; }

    [Parameter]
    public string? Target { get; set; }

    [Parameter]
    public EventCallback<string?> OnTarget { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (Dataset, Version, Target))
        {
            return;
        }

        _shown = (Dataset, Version, Target);
        _analysis = null;
        await RefreshAsync();
        if (_analysis is { IsRunning: true } && !_watching)
        {
            _watching = true;
            _ = KeepFreshAsync(RefreshInterval, RefreshAsync);
        }
    }

    private async Task<bool> RefreshAsync()
    {
        await LoadAsync(async actor => _analysis = await Analyses.GetQualityAsync(actor, Dataset, Version, Target, Left));
        _watching = Refusal is null && _analysis is { IsRunning: true };
        return _watching;
    }
}
