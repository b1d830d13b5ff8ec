using Microsoft.JSInterop;
using Plotly.Blazor;

namespace MlWorkbench.Web.Components.Shared;

/// <summary>Plotly's chart, which a person may leave while it is being drawn: its element is then gone, and there is nothing left to draw on.</summary>
public sealed class PlotElement : PlotlyChart
{
    private const string ElementGone = "No DOM element";

    /// <summary>Where Plotly.Blazor itself loads from; the versions are those of its package.</summary>
    private const string Loader = "./_content/Plotly.Blazor/plotly-interop-7.2.0.js";
    private const string Basic = "./_content/Plotly.Blazor/plotly-basic-3.7.0.min.js";
    private const string Whole = "./_content/Plotly.Blazor/plotly-3.7.0.min.js";

    /// <summary>Some megabytes, over a slow line.</summary>
    private static readonly TimeSpan LoadPatience = TimeSpan.FromMinutes(3);

    /// <summary>Loads Plotly's script before the first chart asks for it.</summary>
    public static ValueTask LoadAsync(IJSRuntime script, bool basic) => script.InvokeVoidAsync("workbench.loadCharts", LoadPatience, Loader, basic ? Basic : Whole);

    /// <summary>Draws the traces and layout as they are now.</summary>
    public async Task RedrawAsync()
    {
        try
        {
            await React();
        }
        catch (JSException exception) when (exception.Message.Contains(ElementGone, StringComparison.Ordinal))
        {
            // The page was left meanwhile.
        }
        catch (TaskCanceledException)
        {
            // A busy browser draws later than calls to it are waited for.
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        try
        {
            await base.OnAfterRenderAsync(firstRender);
        }
        catch (JSException exception) when (exception.Message.Contains(ElementGone, StringComparison.Ordinal))
        {
            // The page was left meanwhile.
        }
        catch (TaskCanceledException)
        {
            // A busy browser draws later than calls to it are waited for.
        }
    }
}
