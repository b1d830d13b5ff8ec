using System.Text.Json;
using MlWorkbench.Engine.Datasets.Segments;

namespace MlWorkbench.Application.Evaluations;

/// <summary>JSON options for the definitions of segments.</summary>
internal static class SegmentJson
{
    public static string Write(SegmentDefinition definition) => JsonSerializer.Serialize(definition, JsonSerializerOptions.Web);

    public static SegmentDefinition Read(string json) => JsonSerializer.Deserialize<SegmentDefinition>(json, JsonSerializerOptions.Web)
        ?? throw new InvalidDataException("The stored definition of a segment is empty.");

    /// <summary>Whether a stored definition is this one, regardless of how its JSON was written.</summary>
    public static bool IsSame(string stored, SegmentDefinition definition) => Write(Read(stored)) == Write(definition);
}
