using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Datasets.Analyses;
using MlWorkbench.Engine.Datasets.Quality;

namespace MlWorkbench.Web.Datasets;

/// <summary>The blockers and warnings for a target, where it is chosen.</summary>
public sealed partial class TargetQuality
{
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(500);

    private QualityReport? _report;
    private bool _failed;
    private bool _watching;
    private (string Dataset, int Version, string Target) _shown;

    [Inject]
    public required DatasetAnalyses Analyses { get; init; }

    [Parameter, EditorRequired]
    public required string Dataset { get; set; }

    [Parameter, EditorRequired]
    public required int Version { get; set; }

    [Parameter, EditorRequired]
    public required string Target { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (Dataset, Version, Target))
        {
            return;
        }

        _shown = (Dataset, Version, Target);
        (_report, _failed) = (null, false);
        if (await RefreshAsync() && !_watching)
        {
            _watching = true;
            _ = KeepFreshAsync(RefreshInterval, RefreshAsync);
        }
    }

    private async Task<bool> RefreshAsync()
    {
        var isRunning = false;
        await LoadAsync(async actor =>
        {
            var analysis = await Analyses.GetQualityAsync(actor, Dataset, Version, Target, Left);
            (_report, _failed, isRunning) = (analysis.Result, analysis.Reason is not null, analysis.IsRunning);
        });
        _watching &= isRunning;
        return isRunning;
    }

    private static IReadOnlyList<QualityFinding> Serious(QualityReport report) => [.. report.Findings.Where(finding => finding.Severity != QualitySeverity.Note)];
}
