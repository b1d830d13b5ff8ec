using System.Text.Json.Serialization;

namespace MlWorkbench.Scoring.Preparations;

/// <summary>What is taken from the values before a row.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HistoryMeasure>))]
public enum HistoryMeasure
{
    /// <summary>The one value that is so many values back.</summary>
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

    /// <summary>How many there are.</summary>
    [JsonStringEnumMemberName("count")]
    Count,

    /// <summary>Standard deviation of the population.</summary>
    [JsonStringEnumMemberName("deviation")]
    Deviation,
}
