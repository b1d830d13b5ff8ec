using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Recipes.Definitions;

/// <summary>Statistic of the values of a group.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AggregateMeasure>))]
public enum AggregateMeasure
{
    [JsonStringEnumMemberName("mean")]
    Mean,

    [JsonStringEnumMemberName("median")]
    Median,

    [JsonStringEnumMemberName("sum")]
    Sum,

    [JsonStringEnumMemberName("min")]
    Minimum,

    [JsonStringEnumMemberName("max")]
    Maximum,

    /// <summary>Standard deviation of the population.</summary>
    [JsonStringEnumMemberName("deviation")]
    Deviation,

    /// <summary>Number of rows with a value.</summary>
    [JsonStringEnumMemberName("count")]
    Count,
}
