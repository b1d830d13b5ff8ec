using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>What is made of two numbers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CombineOperation>))]
public enum CombineOperation
{
    /// <summary>Missing where the divisor is 0.</summary>
    [JsonStringEnumMemberName("ratio")]
    Ratio,

    /// <summary>Of two dates: in days.</summary>
    [JsonStringEnumMemberName("difference")]
    Difference,

    [JsonStringEnumMemberName("product")]
    Product,

    [JsonStringEnumMemberName("sum")]
    Sum,
}
