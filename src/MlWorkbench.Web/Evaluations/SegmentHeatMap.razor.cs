using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Experiments.Runs;
using MlWorkbench.Web.Components.Shared;

namespace MlWorkbench.Web.Evaluations;

/// <summary>The search metric per segment (rows, worst first) and model or split (columns).</summary>
public sealed partial class SegmentHeatMap
{
    private double _largestDistance;

    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Columns { get; set; }

    /// <summary>The value of each column over all rows. It is the reference for the shading.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<double?> Overall { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ComparedSegment> Segments { get; set; }

    [Parameter, EditorRequired]
    public bool HigherIsBetter { get; set; }

    protected override void OnParametersSet() => _largestDistance = Segments
        .SelectMany(segment => segment.Cells.Select((cell, column) => Math.Abs(Distance(cell, column))))
        .DefaultIfEmpty(0)
        .Max();

    private double Distance(ComparedCell cell, int column) =>
        cell is { Value: { } value, Note: null } && Overall[column] is { } overall
            ? (value.Value - overall) * (HigherIsBetter ? 1 : -1)
            : 0;

    private string Style(ComparedCell cell, int column) =>
        _largestDistance > 0 && cell.Note is null ? $"background-color:{HeatShade.Of(Distance(cell, column) / _largestDistance)}" : "";

    private static string Explain(ComparedCell cell) =>
        $"{NumberText.Count(cell.Rows)} rows{(cell.Note is null ? "" : $"; {cell.Note}")}{(cell.Gain is { } gain ? $"; {(gain >= 0 ? "better" : "worse")} than the base by {NumberText.Metric(Math.Abs(gain))}" : "")}";
}
