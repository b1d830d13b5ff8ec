using System.Globalization;
using MlWorkbench.Engine.Evaluations;

namespace MlWorkbench.Application.Reports.Html;

/// <summary>A plot with two linear axes as inline SVG: turns values into coordinates and draws grid, ticks and axis titles.</summary>
internal sealed class PlotArea(double minX, double maxX, double minY, double maxY)
{
    private const int Width = 420;
    private const int Height = 300;
    private const int Left = 56;
    private const int Right = 12;
    private const int Top = 10;
    private const int Bottom = 44;
    private const int Ticks = 5;

    public double X(double value) => Left + ((value - minX) / (maxX - minX) * (Width - Left - Right));

    public double Y(double value) => Height - Bottom - ((value - minY) / (maxY - minY) * (Height - Top - Bottom));

    public Markup Line(IReadOnlyList<double> x, IReadOnlyList<double> y, string style) =>
        Markup.Of($"""<polyline class="{style}" points="{string.Join(' ', x.Zip(y, Point))}"/>""");

    public Markup Dots(IReadOnlyList<double> x, IReadOnlyList<double> y, double radius) =>
        Markup.Of($"{x.Zip(y, (a, b) => Markup.Of($"""<circle class="dot" cx="{X(a)}" cy="{Y(b)}" r="{radius}"/>"""))}");

    /// <param name="description">The chart in words, for people who cannot see it.</param>
    public Markup Draw(string description, string titleX, string titleY, params Markup[] content) => Markup.Of($"""
        <svg viewBox="0 0 {Width} {Height}" role="img" aria-label="{description}">
        {Range().Select(share => TickX(minX + (share * (maxX - minX))))}
        {Range().Select(share => TickY(minY + (share * (maxY - minY))))}
        {content}
        <text class="axis" x="{(Left + Width - Right) / 2}" y="{Height - 6}" text-anchor="middle">{titleX}</text>
        <text class="axis" transform="translate(13 {(Top + Height - Bottom) / 2}) rotate(-90)" text-anchor="middle">{titleY}</text>
        </svg>
        """);

    private static IEnumerable<double> Range() => Enumerable.Range(0, Ticks + 1).Select(i => (double)i / Ticks);

    private Markup TickX(double value) => Markup.Of($"""
        <line class="grid" x1="{X(value)}" x2="{X(value)}" y1="{Top}" y2="{Height - Bottom}"/><text class="tick" x="{X(value)}" y="{Height - Bottom + 15}" text-anchor="middle">{TickText(value, maxX - minX)}</text>
        """);

    private Markup TickY(double value) => Markup.Of($"""
        <line class="grid" x1="{Left}" x2="{Width - Right}" y1="{Y(value)}" y2="{Y(value)}"/><text class="tick" x="{Left - 6}" y="{Y(value) + 4}" text-anchor="end">{TickText(value, maxY - minY)}</text>
        """);

    private static string TickText(double value, double range) =>
        range <= 2 ? value.ToString("0.0#", CultureInfo.InvariantCulture) : range < 20 ? value.ToString("0.#", CultureInfo.InvariantCulture) : MetricText.Count((long)Math.Round(value));

    private string Point(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"{X(x):0.##},{Y(y):0.##}");
}
