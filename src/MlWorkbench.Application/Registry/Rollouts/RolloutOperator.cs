using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Registry.Rollouts;

/// <summary>The comparison of a check's value with its threshold.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RolloutOperator>))]
public enum RolloutOperator
{
    [JsonStringEnumMemberName("lt")]
    Less,

    [JsonStringEnumMemberName("lte")]
    LessOrEqual,

    [JsonStringEnumMemberName("gt")]
    Greater,

    [JsonStringEnumMemberName("gte")]
    GreaterOrEqual,
}
