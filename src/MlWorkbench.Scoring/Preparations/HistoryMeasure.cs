using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>Statistics of the values before a row.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HistoryMeasure>))]
public enum HistoryMeasure
{
    /// <summary>The value this many values back.</summary>
    [JsonStringEnumMemberName("lag")]
    Lag,

    [JsonStringEnumMemberName("mean")]
    Mean,

    [JsonStringEnumMemberName("sum")]
    Sum,

    [JsonStringEnumMemberName("min")]
    Minimum,

    [JsonStringEnumMemberName("max")]
    Maximum,

    /// <summary>Number of values.</summary>
    [JsonStringEnumMemberName("count")]
    Count,

    /// <summary>Standard deviation of the population.</summary>
    [JsonStringEnumMemberName("deviation")]
    Deviation,
}
