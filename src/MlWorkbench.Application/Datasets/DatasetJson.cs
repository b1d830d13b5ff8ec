using System.Text.Json;

namespace MlWorkbench.Application.Datasets;

/// <summary>JSON options for the engine's records in the rows of this feature.</summary>
internal static class DatasetJson
{
    private static readonly JsonSerializerOptions Options = JsonSerializerOptions.Web;

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)!;
}
