using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Events;

/// <summary>Stores the values of changes as JSON.</summary>
internal static class EventJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(WorkbenchChange change) => JsonSerializer.Serialize(change, change.GetType(), Options);

    public static TChange Read<TChange>(WorkbenchEvent happened)
        where TChange : WorkbenchChange =>
        JsonSerializer.Deserialize<TChange>(happened.Parameters, Options) ?? throw new InvalidDataException($"The event {happened.Id} has no parameters.");
}
