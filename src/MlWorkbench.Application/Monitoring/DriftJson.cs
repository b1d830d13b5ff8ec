using System.Text.Json;
using MlWorkbench.Engine.Monitoring;

namespace MlWorkbench.Application.Monitoring;

/// <summary>JSON format of stored results of drift checks.</summary>
internal static class DriftJson
{
    private static readonly JsonSerializerOptions Options = JsonSerializerOptions.Web;

    public static string Write(DriftResult result) => JsonSerializer.Serialize(result, Options);

    public static DriftResult Read(string json) => Read<DriftResult>(json);

    /// <summary>Reads a part of a result. Members that the type does not have are skipped.</summary>
    public static TPart Read<TPart>(string json) => JsonSerializer.Deserialize<TPart>(json, Options)
        ?? throw new InvalidDataException("A stored drift result is empty.");
}
