using System.Text.Json;

namespace MlWorkbench.Application.Datasets;

/// <summary>How the rows of this feature keep the engine's records.</summary>
internal static class DatasetJson
{
    private static readonly JsonSerializerOptions Options = JsonSerializerOptions.Web;

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;
}
