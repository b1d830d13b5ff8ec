using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Monitoring;

/// <summary>State of a drift check.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DriftCheckState>))]
public enum DriftCheckState
{
    [JsonStringEnumMemberName("running")]
    Running,

    [JsonStringEnumMemberName("completed")]
    Completed,

    [JsonStringEnumMemberName("failed")]
    Failed,
}
