using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Datasets.Filters;

/// <summary>How a condition compares a value.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConditionOperator>))]
public enum ConditionOperator
{
    [JsonStringEnumMemberName("=")]
    Equal,

    [JsonStringEnumMemberName("!=")]
    NotEqual,

    [JsonStringEnumMemberName("<")]
    Less,

    [JsonStringEnumMemberName("<=")]
    LessOrEqual,

    [JsonStringEnumMemberName(">")]
    Greater,

    [JsonStringEnumMemberName(">=")]
    GreaterOrEqual,

    /// <summary>The text holds another; case does not matter.</summary>
    [JsonStringEnumMemberName("contains")]
    Contains,

    [JsonStringEnumMemberName("is missing")]
    Missing,

    [JsonStringEnumMemberName("is present")]
    Present,
}
