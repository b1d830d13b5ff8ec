namespace MlWorkbench.Application.Reports.Html;

/// <summary>A fragment of finished HTML or SVG.</summary>
/// <remarks>Only <see cref="Of"/> creates one, and it encodes every value: column names and cell values are hostile text.</remarks>
internal readonly record struct Markup
{
    private readonly string? _html;

    private Markup(string html) => _html = html;

    public static Markup Empty => default;

    /// <summary>Keeps the literal parts and encodes the values. Numbers are coordinates: invariant, with at most two decimals.</summary>
    public static Markup Of(EncodingHandler html) => new(html.ToHtml());

    public override string ToString() => _html ?? "";
}
