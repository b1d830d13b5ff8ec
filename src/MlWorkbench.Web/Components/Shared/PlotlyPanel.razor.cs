using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Plotly.Blazor;

namespace MlWorkbench.Web.Components.Shared;

/// <summary>A Plotly chart of lines, points or bars. New traces render it again. Use it inside a <see cref="ChartFrame"/>.</summary>
public sealed partial class PlotlyPanel
{
    private readonly Config _config = PlotStyle.Config();
    private PlotElement? _chart;
    private bool _changed;
    private bool _loaded;

    [Inject]
    public required IJSRuntime Script { get; init; }

    /// <summary>Pass a new list when the numbers change.</summary>
    [Parameter, EditorRequired]
    public required IList<ITrace> Traces { get; set; }

    /// <summary>See <see cref="PlotStyle.Layout"/>. Pass a new layout with new traces.</summary>
    [Parameter, EditorRequired]
    public required Plotly.Blazor.Layout Layout { get; set; }

    /// <summary>Heat maps need the full Plotly bundle. All other charts use the basic bundle, a quarter of its size.</summary>
    [Parameter]
    public bool HasHeatMap { get; set; }

    public override Task SetParametersAsync(ParameterView parameters)
    {
        _changed = Traces is not null && parameters.TryGetValue<IList<ITrace>>(nameof(Traces), out var traces) && !ReferenceEquals(traces, Traces);
        return base.SetParametersAsync(parameters);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await PlotElement.LoadAsync(Script, basic: !HasHeatMap);
            _loaded = true;
            StateHasChanged();
        }
        else if (_changed && _chart is not null)
        {
            _changed = false;
            await _chart.RedrawAsync();
        }
    }
}
