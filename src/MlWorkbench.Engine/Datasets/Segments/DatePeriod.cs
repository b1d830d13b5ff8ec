using System.Text.Json.Serialization;

namespace MlWorkbench.Engine.Datasets.Segments;

/// <summary>Length of a calendar period in UTC.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DatePeriod>))]
public enum DatePeriod
{
    [JsonStringEnumMemberName("day")]
    Day,

    /// <summary>From Monday (ISO 8601).</summary>
    [JsonStringEnumMemberName("week")]
    Week,

    [JsonStringEnumMemberName("month")]
    Month,

    [JsonStringEnumMemberName("quarter")]
    Quarter,

    [JsonStringEnumMemberName("year")]
    Year,
}
