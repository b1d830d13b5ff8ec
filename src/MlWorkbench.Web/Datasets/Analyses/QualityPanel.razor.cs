using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Datasets.Analyses;
using MlWorkbench.Engine.Datasets;

namespace MlWorkbench.Web.Datasets.Analyses;

/// <summary>Findings of the quality checks on a version, worst first.</summary>
public sealed partial class QualityPanel
{
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

    protected override Task OnParametersSetAsync()
    {
        var (dataset, version, target) = (Dataset, Version, Target);
        return ShowAsync((dataset, version, target), actor => Analyses.GetQualityAsync(actor, dataset, version, target, Left));
    }
}
