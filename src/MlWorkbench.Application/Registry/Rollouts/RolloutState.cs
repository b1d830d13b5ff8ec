using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Registry.Rollouts;

/// <summary>State of a rollout.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RolloutState>))]
public enum RolloutState
{
    /// <summary>The version answers its share, and its checks decide about the next step.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>The version keeps its share until a person resumes, promotes or aborts.</summary>
    [JsonStringEnumMemberName("paused")]
    Paused,

    /// <summary>The version is in Production.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>The version answers no more. Production has not changed.</summary>
    [JsonStringEnumMemberName("aborted")]
    Aborted,
}
