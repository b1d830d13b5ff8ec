using Plotly.Blazor;
using Plotly.Blazor.LayoutLib;
using XTitle = Plotly.Blazor.LayoutLib.XAxisLib.Title;
using YTitle = Plotly.Blazor.LayoutLib.YAxisLib.Title;

namespace MlWorkbench.Web.Components.Shared;

/// <summary>Style of every chart: colours for light and dark themes, a transparent background, the page's font.</summary>
internal static class PlotStyle
{
    /// <summary>Colour of the reference: training data, the champion, the baseline.</summary>
    public const string Reference = "#8A94A3";

    /// <summary>Colour of the current data.</summary>
    public const string Current = "#0D9488";

    private const string Text = "#7A8594";
    private const string Grid = "rgba(122, 133, 148, 0.22)";

    public static Config Config() => new() { Responsive = true, DisplayModeBar = Plotly.Blazor.ConfigLib.DisplayModeBarEnum.False, DisplayLogo = false };

    public static Plotly.Blazor.Layout Layout(string titleX, string titleY) => new()
    {
        PaperBgColor = "rgba(0,0,0,0)",
        PlotBgColor = "rgba(0,0,0,0)",
        Font = new Font { Family = "Inter, system-ui, sans-serif", Size = 12, Color = Text },
        Margin = new Margin { L = 56, R = 12, T = 28, B = 46 },
        ShowLegend = true,
        Legend = new List<Legend> { new() { Orientation = Plotly.Blazor.LayoutLib.LegendLib.OrientationEnum.H, X = 0, Y = 1.02m, YAnchor = Plotly.Blazor.LayoutLib.LegendLib.YAnchorEnum.Bottom } },
        XAxis = new List<XAxis> { new() { Title = new XTitle { Text = titleX }, GridColor = Grid, ZeroLineColor = Grid, LineColor = Grid, AutoMargin = Plotly.Blazor.LayoutLib.XAxisLib.AutoMarginFlag.True } },
        YAxis = new List<YAxis> { new() { Title = new YTitle { Text = titleY }, GridColor = Grid, ZeroLineColor = Grid, LineColor = Grid } },
    };

    /// <summary>Escapes names and values from data, because Plotly interprets some HTML in its texts.</summary>
    public static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
