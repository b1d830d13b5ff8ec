using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace MlWorkbench.Engine;

/// <summary>A stored sentence as its stable code and its values. A <c>…Text</c> class forms it, so that it can be reworded without a migration.</summary>
/// <param name="Code">Stable and machine-readable, for example <c>test_split</c>.</param>
/// <param name="Values">The values by name. Numbers are in the invariant culture.</param>
[JsonConverter(typeof(StatementConverter))]
public sealed partial record Statement(string Code, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Code of a sentence that an earlier version stored, or that another program wrote.</summary>
    public const string Verbatim = "text";

    private const string TextValue = "text";

    public static Statement Of(string code, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var texts = new Dictionary<string, string>(values.Length, StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            texts.Add(name, Convert.ToString(value, CultureInfo.InvariantCulture)!);
        }

        return new Statement(code, texts);
    }

    /// <summary>A complete sentence, for example of an error.</summary>
    public static Statement OfText(string text, string code = Verbatim) => Of(code, (TextValue, text));

    /// <summary>Forms the sentence.</summary>
    /// <param name="patterns">Sentences by code, with values in braces and the format of numbers after a colon: <c>{rows:N0} rows</c>.</param>
    public string Form(IReadOnlyDictionary<string, string> patterns) => patterns.TryGetValue(Code, out var pattern)
        ? Place().Replace(pattern, place => Fill(place.Groups["name"].Value, place.Groups["format"].Value))
        : Values.GetValueOrDefault(TextValue, Code);

    private string Fill(string name, string format)
    {
        var value = Values.GetValueOrDefault(name, "");
        return format.Length > 0 && double.TryParse(value, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(format, CultureInfo.InvariantCulture)
            : value;
    }

    [GeneratedRegex(@"\{(?<name>\w+)(:(?<format>[^}]+))?\}")]
    private static partial Regex Place();
}
