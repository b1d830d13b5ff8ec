using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Datasets.Analyses;
using MlWorkbench.Engine.Datasets;
using MlWorkbench.Engine.Datasets.Quality;

namespace MlWorkbench.Web.Datasets.Analyses;

/// <summary>Blockers and warnings for a target, next to its selection.</summary>
public sealed partial class TargetQuality
{
    [Inject]
    public required DatasetAnalyses Analyses { get; init; }

    [Parameter, EditorRequired]
    public required string Dataset { get; set; }

    [Parameter, EditorRequired]
    public required int Version { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ColumnSchema> Schema { get; set; }

    [Parameter, EditorRequired]
    public required string Target { get; set; }

    /// <summary>The columns that the experiment already excludes.</summary>
    [Parameter]
    public IReadOnlyCollection<string> Excluded { get; set; } = [];

    [Parameter]
    public EventCallback<IReadOnlyList<string>> OnExclude { get; set; }

    protected override Task OnParametersSetAsync()
    {
        var (dataset, version, target) = (Dataset, Version, Target);
        return ShowAsync((dataset, version, target), actor => Analyses.GetQualityAsync(actor, dataset, version, target, Left));
    }

    private static IReadOnlyList<QualityFinding> Serious(QualityReport report) => [.. report.Findings.Where(finding => finding.Severity != QualitySeverity.Note)];
}
