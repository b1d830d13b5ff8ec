using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Experiments;

/// <summary>Where a run is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    [JsonStringEnumMemberName("running")]
    Running,

    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>Ended without a model; the reason says why. The search went on.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Given up by the search or by the user before it had a model.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,
}
