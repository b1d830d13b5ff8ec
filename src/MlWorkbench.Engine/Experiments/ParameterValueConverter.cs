using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Experiments;

/// <summary>Writes a parameter's value as a JSON number, boolean or string.</summary>
internal sealed class ParameterValueConverter : JsonConverter<ParameterValue>
{
    public override ParameterValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => ParameterValue.Of(reader.GetDouble()),
        JsonTokenType.True or JsonTokenType.False => ParameterValue.Of(reader.GetBoolean()),
        JsonTokenType.String => ParameterValue.Of(reader.GetString()!),
        _ => throw new JsonException("The value of a parameter is a number, a boolean or a text."),
    };

    public override void Write(Utf8JsonWriter writer, ParameterValue value, JsonSerializerOptions options)
    {
        if (value.Number is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else if (value.Boolean is { } boolean)
        {
            writer.WriteBooleanValue(boolean);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}
