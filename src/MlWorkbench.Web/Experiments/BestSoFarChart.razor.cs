using Microsoft.AspNetCore.Components;
using MlWorkbench.Application.Experiments;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Engine.Experiments;
using MlWorkbench.Web.Components.Shared;
using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using LineShape = Plotly.Blazor.Traces.ScatterLib.LineLib.ShapeEnum;

namespace MlWorkbench.Web.Experiments;

/// <summary>Runs as points, and the best value so far as a step line, over the search time.</summary>
public sealed partial class BestSoFarChart
{
    private IReadOnlyList<Point> _points = [];
    private IList<ITrace> _traces = [];
    private Plotly.Blazor.Layout _layout = new();

    [Parameter, EditorRequired]
    public required ExperimentDetails Experiment { get; set; }

    private string MetricTitle => Metrics.Title(Experiment.Plan?.Metric ?? "metric");

    private string Title => Experiment.Plan is null
        ? "Best so far"
        : $"{MetricTitle} on validation, best so far ({(Experiment.Plan.HigherIsBetter ? "higher" : "lower")} is better)";

    protected override void OnParametersSet()
    {
        var points = PointsOf(Experiment);
        if (points.SequenceEqual(_points))
        {
            return;
        }

        _points = points;
        _layout = PlotStyle.Layout("Search time (s)", PlotStyle.Escape(MetricTitle));
        _layout.ShowLegend = false;
        _layout.Margin = new Margin { L = 56, R = 12, T = 8, B = 42 };
        _traces = [Runs(), Best()];
    }

    private Scatter Runs() => new()
    {
        Mode = ModeFlag.Markers,
        X = [.. _points.Select(point => (object)Math.Round(point.Seconds, 2))],
        Y = [.. _points.Select(point => (object)point.Value)],
        Text = string.Empty,
        TextArray = [.. _points.Select(point => PlotStyle.Escape($"Run {point.Number}, {point.Title}"))],
        HoverTemplate = "%{text}<br>%{y:.4f} after %{x:.1f} s<extra></extra>",
        Marker = new Marker { Color = PlotStyle.Reference, Size = 6, Opacity = 0.7m },
    };

    private Scatter Best() => new()
    {
        Mode = ModeFlag.Lines,
        X = [.. _points.Select(point => (object)Math.Round(point.Seconds, 2))],
        Y = [.. _points.Select(point => (object)point.Best)],
        Line = new Plotly.Blazor.Traces.ScatterLib.Line { Shape = LineShape.Hv, Color = PlotStyle.Current, Width = 2 },
        HoverInfo = HoverInfoFlag.Skip,
    };

    /// <summary>Excludes the baseline, which would flatten all other points into one line.</summary>
    private static List<Point> PointsOf(ExperimentDetails experiment)
    {
        var points = new List<Point>();
        foreach (var run in experiment.Runs.Where(run => run is { Validation: not null, EndedAtSearchSeconds: not null, Trainer: not TrainerFamilies.Baseline }).OrderBy(run => run.EndedAtSearchSeconds))
        {
            var value = run.Validation!.Value;
            var best = points.Count == 0 ? value : run.Validation.HigherIsBetter ? Math.Max(points[^1].Best, value) : Math.Min(points[^1].Best, value);
            points.Add(new Point(run.Number, run.Title, run.EndedAtSearchSeconds!.Value, value, best));
        }

        return points;
    }

    private sealed record Point(int Number, string Title, double Seconds, double Value, double Best);
}
