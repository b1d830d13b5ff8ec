using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Registry.Rollouts;

/// <summary>Result of a check.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CheckVerdict>))]
public enum CheckVerdict
{
    [JsonStringEnumMemberName("pass")]
    Pass,

    [JsonStringEnumMemberName("fail")]
    Fail,

    /// <summary>The window has too few rows to decide.</summary>
    [JsonStringEnumMemberName("inconclusive")]
    Inconclusive,
}
