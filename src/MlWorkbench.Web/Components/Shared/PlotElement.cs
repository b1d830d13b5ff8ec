using Microsoft.JSInterop;
using Plotly.Blazor;

namespace MlWorkbench.Web.Components.Shared;

/// <summary>Plotly's chart, which a person may leave while it is being drawn: its element is then gone, and there is nothing left to draw on.</summary>
public sealed class PlotElement : PlotlyChart
{
    private const string ElementGone = "No DOM element";

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
    }
}
