using Microsoft.AspNetCore.Components;
using MlWorkbench.Engine.Evaluations;
using MlWorkbench.Web.Components.Shared;
using Plotly.Blazor;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;

namespace MlWorkbench.Web.Evaluations;

/// <summary>A curve of a run. An optional dashed diagonal is the reference: chance for ROC, perfection for calibration.</summary>
public sealed partial class CurveChart
{
    private Curve? _drawn;
    private Plotly.Blazor.Layout _layout = new();
    private IList<ITrace> _data = [];

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required string XTitle { get; set; }

    [Parameter, EditorRequired]
    public required string YTitle { get; set; }

    [Parameter, EditorRequired]
    public required Curve Curve { get; set; }

    [Parameter, EditorRequired]
    public required string Name { get; set; }

    [Parameter]
    public bool Diagonal { get; set; }

    [Parameter]
    public bool Markers { get; set; }

    [Parameter]
    public bool Lines { get; set; } = true;

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_drawn, Curve))
        {
            return;
        }

        _drawn = Curve;
        _layout = PlotStyle.Layout(PlotStyle.Escape(XTitle), PlotStyle.Escape(YTitle));
        _layout.ShowLegend = Diagonal;
        _data = Diagonal ? [Reference(), Main()] : [Main()];
    }

    private Scatter Main() => new()
    {
        Name = Name,
        X = [.. Curve.X.Cast<object>()],
        Y = [.. Curve.Y.Cast<object>()],
        Mode = (Lines, Markers) switch
        {
            (true, true) => ModeFlag.Lines | ModeFlag.Markers,
            (false, _) => ModeFlag.Markers,
            _ => ModeFlag.Lines,
        },
        Line = new Plotly.Blazor.Traces.ScatterLib.Line { Color = PlotStyle.Current, Width = 2 },
        Marker = new Plotly.Blazor.Traces.ScatterLib.Marker { Color = PlotStyle.Current, Size = Lines ? 7 : 4, Opacity = Lines ? 1 : 0.5m },
    };

    private static Scatter Reference() => new()
    {
        Name = "Reference",
        X = [0, 1],
        Y = [0, 1],
        Mode = ModeFlag.Lines,
        Line = new Plotly.Blazor.Traces.ScatterLib.Line { Color = PlotStyle.Reference, Width = 1, Dash = "dash" },
        HoverInfo = HoverInfoFlag.Skip,
    };
}
