using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Datasets.Filters;

/// <summary>Comparison of a condition.</summary>
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

    /// <summary>The text contains another text, case-insensitively.</summary>
    [JsonStringEnumMemberName("contains")]
    Contains,

    [JsonStringEnumMemberName("is missing")]
    Missing,

    [JsonStringEnumMemberName("is present")]
    Present,
}
