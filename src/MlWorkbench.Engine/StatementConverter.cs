using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlWorkbench.Engine;

/// <summary>Writes a statement as an object with its code and values. Also reads the plain sentences of earlier versions.</summary>
internal sealed class StatementConverter : JsonConverter<Statement>
{
    private const string Code = "code";
    private const string Values = "values";

    public override Statement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return Statement.OfText(reader.GetString()!);
        }

        using var json = JsonDocument.ParseValue(ref reader);
        if (json.RootElement is not { ValueKind: JsonValueKind.Object } statement
            || !statement.TryGetProperty(Code, out var code)
            || !statement.TryGetProperty(Values, out var values))
        {
            throw new JsonException("A statement has a code and values.");
        }

        return new Statement(code.GetString()!, values.Deserialize<Dictionary<string, string>>()!);
    }

    public override void Write(Utf8JsonWriter writer, Statement value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(Code, value.Code);
        writer.WritePropertyName(Values);
        JsonSerializer.Serialize(writer, value.Values);
        writer.WriteEndObject();
    }
}
