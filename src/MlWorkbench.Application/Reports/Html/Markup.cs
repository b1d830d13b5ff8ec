namespace MlWorkbench.Application.Reports.Html;

/// <summary>A piece of finished HTML or SVG. The only way to make one is <see cref="Of"/>, which encodes every value put into it: column names and cell values are hostile text.</summary>
internal readonly record struct Markup
{
    private readonly string? _html;

    private Markup(string html) => _html = html;

    public static Markup Empty => default;

    /// <summary>The literal parts as they are, the values encoded; numbers invariant with at most two decimals, as coordinates.</summary>
    public static Markup Of(EncodingHandler html) => new(html.ToHtml());

    public override string ToString() => _html ?? "";
}
