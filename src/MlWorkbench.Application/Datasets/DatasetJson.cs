using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Datasets;

/// <summary>How the rows of this feature keep the engine's records.</summary>
internal static class DatasetJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;
}
