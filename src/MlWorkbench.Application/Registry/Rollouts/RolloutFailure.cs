using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Registry.Rollouts;

/// <summary>The effect of a failed check.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RolloutFailure>))]
public enum RolloutFailure
{
    [JsonStringEnumMemberName("abort")]
    Abort,

    [JsonStringEnumMemberName("pause")]
    Pause,
}
