using Microsoft.AspNetCore.Components;
using MlWorkbench.Engine.Monitoring;
using MlWorkbench.Web.Components.Shared;
using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.BarLib;

namespace MlWorkbench.Web.Datasets.Compare;

/// <summary>A column's distributions in the reference data (grey) and in the current data (accent), overlaid.</summary>
public sealed partial class DriftHistogramChart
{
    private DriftHistogram? _drawn;
    private Plotly.Blazor.Layout _layout = new();
    private IList<ITrace> _data = [];

    [Parameter, EditorRequired]
    public required string Column { get; set; }

    [Parameter, EditorRequired]
    public required DriftHistogram Histogram { get; set; }

    [Parameter, EditorRequired]
    public required string Reference { get; set; }

    [Parameter, EditorRequired]
    public required string Current { get; set; }

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_drawn, Histogram))
        {
            return;
        }

        _drawn = Histogram;
        _layout = PlotStyle.Layout(PlotStyle.Escape(Column), "Share of rows");
        _layout.BarMode = Histogram.Edges is null ? BarModeEnum.Group : BarModeEnum.Overlay;
        _layout.BarGap = Histogram.Edges is null ? 0.3m : 0.04m;
        _layout.YAxis[0].TickFormat = ".0%";
        if (Histogram.Levels is not null)
        {
            _layout.XAxis[0].Type = Plotly.Blazor.LayoutLib.XAxisLib.TypeEnum.Category;
        }

        _data = [Bars(Reference, PlotStyle.Reference, Histogram.Reference, 1), Bars(Current, PlotStyle.Current, Histogram.Current, Histogram.Edges is null ? 1 : 0.6m)];
    }

    private Bar Bars(string name, string colour, double[] shares, decimal opacity) => new()
    {
        Name = name,
        X = [.. Positions()],
        Y = [.. shares.Cast<object>()],
        Marker = new Marker { Color = colour, Opacity = opacity },
        HoverTemplate = "%{x}: %{y:.1%}<extra>" + name + "</extra>",
    };

    private IEnumerable<object> Positions() => Histogram.Edges is { } edges
        ? edges.Zip(edges[1..], (low, high) => (object)((low + high) / 2))
        : Histogram.Levels!.Select(level => (object)PlotStyle.Escape(level));
}
