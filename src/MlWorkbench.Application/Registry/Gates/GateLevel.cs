using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Registry.Gates;

/// <summary>Effect of a failed gate.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GateLevel>))]
public enum GateLevel
{
    /// <summary>The gate is not evaluated.</summary>
    [JsonStringEnumMemberName("off")]
    Off,

    [JsonStringEnumMemberName("warn")]
    Warn,

    [JsonStringEnumMemberName("block")]
    Block,
}
