using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlWorkbench.Web.Hosting;

/// <summary>Refuses unpaired surrogates in free-form parts of a body, such as the rows of a prediction. Reading them as text would fail later.</summary>
internal sealed class WellFormedJson : JsonConverter<JsonElement>
{
    private const int EscapeLength = 6;

    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        return IsWellFormed(JsonMarshal.GetRawUtf8Value(element))
            ? element
            : throw new JsonException("A text contains an unpaired surrogate, such as \\ud83d without its second half. Send the whole character.");
    }

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);

    /// <summary>Backslashes occur only in strings, so escapes can be checked without parsing the values.</summary>
    private static bool IsWellFormed(ReadOnlySpan<byte> json)
    {
        for (var at = json.IndexOf((byte)'\\'); at >= 0; at = json.IndexOf((byte)'\\'))
        {
            json = json[at..];
            if (!TryReadUnit(json, out var unit))
            {
                json = json[2..];
                continue;
            }

            json = json[EscapeLength..];
            if (char.IsLowSurrogate(unit) || (char.IsHighSurrogate(unit) && !(TryReadUnit(json, out var second) && char.IsLowSurrogate(second))))
            {
                return false;
            }

            json = char.IsHighSurrogate(unit) ? json[EscapeLength..] : json;
        }

        return true;
    }

    private static bool TryReadUnit(ReadOnlySpan<byte> json, out char unit)
    {
        unit = '\0';
        if (!json.StartsWith("\\u"u8) || json.Length < EscapeLength || !Utf8Parser.TryParse(json[2..EscapeLength], out ushort number, out var digits, 'x') || digits != 4)
        {
            return false;
        }

        unit = (char)number;
        return true;
    }
}
