using System.Globalization;
using Microsoft.AspNetCore.Components;
using MlWorkbench.Web.Components.Shared;
using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;

namespace MlWorkbench.Web.Serving;

/// <summary>One value of an endpoint's traffic over time, with a line per version.</summary>
public sealed partial class TrafficChart
{
    private TrafficGrid? _drawn;
    private IList<ITrace> _traces = [];
    private Plotly.Blazor.Layout _layout = new();

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required string Unit { get; set; }

    [Parameter, EditorRequired]
    public required TrafficGrid Traffic { get; set; }

    [Parameter, EditorRequired]
    public required Func<TrafficSeries, IReadOnlyList<double?>> ValueOf { get; set; }

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_drawn, Traffic))
        {
            return;
        }

        _drawn = Traffic;
        _layout = PlotStyle.Layout("Time (UTC)", Unit);
        _layout.Margin = new Margin { L = 56, R = 12, T = 28, B = 42 };
        _layout.YAxis[0].RangeMode = Plotly.Blazor.LayoutLib.YAxisLib.RangeModeEnum.ToZero;
        _traces = [.. Traffic.Series.Select(TraceOf)];
    }

    private Scatter TraceOf(TrafficSeries series) => new()
    {
        Name = series.Name,
        Mode = ModeFlag.Lines | ModeFlag.Markers,
        X = [.. Traffic.Times.Select(at => (object)at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture))],
        // A missing value leaves a gap.
        Y = [.. ValueOf(series).Select(value => (object)value!)],
        Line = new Plotly.Blazor.Traces.ScatterLib.Line { Color = ServingText.ColourOf(series.Version), Width = 2, Dash = series.IsShadow ? "dot" : "solid" },
        Marker = new Marker { Color = ServingText.ColourOf(series.Version), Size = 4 },
        HoverTemplate = "%{y:.3~f}",
    };
}
