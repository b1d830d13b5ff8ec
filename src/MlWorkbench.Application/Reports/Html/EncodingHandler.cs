using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace MlWorkbench.Application.Reports.Html;

/// <summary>Encodes the values of an interpolated string for HTML text and quoted attributes.</summary>
[InterpolatedStringHandler]
internal readonly struct EncodingHandler(int literalLength, int formattedCount)
{
    private const int CharactersPerValue = 16;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new(literalLength + (formattedCount * CharactersPerValue));

    public void AppendLiteral(string markup) => _html.Append(markup);

    public void AppendFormatted(string? text) => _html.Append(text is null ? "" : Encoder.Encode(text));

    public void AppendFormatted(double number) => _html.Append(number.ToString("0.##", CultureInfo.InvariantCulture));

    public void AppendFormatted(int number) => _html.Append(CultureInfo.InvariantCulture, $"{number}");

    public void AppendFormatted(Markup markup) => _html.Append(markup.ToString());

    public void AppendFormatted(IEnumerable<Markup> parts) => _html.AppendJoin('\n', parts);

    public string ToHtml() => _html.ToString();
}
