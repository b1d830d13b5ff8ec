using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Datasets.Segments;

/// <summary>Writes the levels of a column as its name, and every other segment as an object with its name and definition.</summary>
internal sealed class NamedSegmentConverter : JsonConverter<NamedSegment>
{
    public override NamedSegment Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return NamedSegment.OfColumn(reader.GetString()!);
        }

        var whole = JsonSerializer.Deserialize<Whole>(ref reader, options);
        return whole is { Name: { } name, Definition: { } definition }
            ? new NamedSegment(name, definition)
            : throw new JsonException("A segment is the name of a column, or an object with 'name' and 'definition'.");
    }

    public override void Write(Utf8JsonWriter writer, NamedSegment value, JsonSerializerOptions options)
    {
        if (value.IsColumn)
        {
            writer.WriteStringValue(value.Name);
        }
        else
        {
            JsonSerializer.Serialize(writer, new Whole(value.Name, value.Definition), options);
        }
    }

    private sealed record Whole(string? Name, SegmentDefinition? Definition);
}
