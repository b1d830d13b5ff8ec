using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Experiments;

/// <summary>State of a run.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RunState>))]
public enum RunState
{
    [JsonStringEnumMemberName("running")]
    Running,

    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>Ended without a model, with a reason. The search continued.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Stopped by the search or by the user before it had a model.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,
}
