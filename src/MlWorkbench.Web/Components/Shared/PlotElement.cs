using Microsoft.JSInterop;
using Plotly.Blazor;

namespace MlWorkbench.Web.Components.Shared;

/// <summary>Plotly's chart. It ignores the missing element if a person leaves the page while the chart is rendered.</summary>
public sealed class PlotElement : PlotlyChart
{
    private const string ElementGone = "No DOM element";

    /// <summary>Script addresses of Plotly.Blazor, with the versions of its package.</summary>
    private const string Loader = "./_content/Plotly.Blazor/plotly-interop-7.2.0.js";
    private const string Basic = "./_content/Plotly.Blazor/plotly-basic-3.7.0.min.js";
    private const string Whole = "./_content/Plotly.Blazor/plotly-3.7.0.min.js";

    /// <summary>Time to load several megabytes over a slow connection.</summary>
    private static readonly TimeSpan LoadPatience = TimeSpan.FromMinutes(3);

    /// <summary>Loads Plotly's script before the first chart needs it.</summary>
    public static ValueTask LoadAsync(IJSRuntime script, bool basic) => script.InvokeVoidAsync("workbench.loadCharts", LoadPatience, Loader, basic ? Basic : Whole);

    /// <summary>Renders the current traces and layout.</summary>
    public async Task RedrawAsync()
    {
        try
        {
            await React();
        }
        catch (JSException exception) when (exception.Message.Contains(ElementGone, StringComparison.Ordinal))
        {
            // The page was left in the meantime.
        }
        catch (TaskCanceledException)
        {
            // A busy browser renders later than the call's timeout.
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
            // The page was left in the meantime.
        }
        catch (TaskCanceledException)
        {
            // A busy browser renders later than the call's timeout.
        }
    }
}
