using System.Text.Json.Serialization;

namespace MlWorkbench.Application.Serving.Humility;

/// <summary>The condition under which a rule applies to a row.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HumilityCondition>))]
public enum HumilityCondition
{
    /// <summary>A number is outside the range of the training rows, or outside the rule's own range.</summary>
    [JsonStringEnumMemberName("outOfRange")]
    OutOfRange,

    /// <summary>A category does not occur in the training rows.</summary>
    [JsonStringEnumMemberName("unseenCategory")]
    UnseenCategory,

    /// <summary>The score of a classification is in the rule's band.</summary>
    [JsonStringEnumMemberName("uncertain")]
    Uncertain,

    /// <summary>The rule's column is missing or, without a column, more columns than allowed.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing,
}
