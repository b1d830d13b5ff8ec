using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>Combinations of two numbers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CombineOperation>))]
public enum CombineOperation
{
    /// <summary>Missing if the divisor is 0.</summary>
    [JsonStringEnumMemberName("ratio")]
    Ratio,

    /// <summary>In days for two dates.</summary>
    [JsonStringEnumMemberName("difference")]
    Difference,

    [JsonStringEnumMemberName("product")]
    Product,

    [JsonStringEnumMemberName("sum")]
    Sum,
}
